package io.sluice.sql.type;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Data types of the engine as types of SQL, and back. */
public final class SqlTypes {
  /** What the validator calls a field or a table without a name, before its number. */
  public static final String MADE_UP_NAME = "EXPR$";

  private SqlTypes() {}

  public static RelDataType toSql(RelDataTypeFactory factory, DataType type, boolean nullable) {
    RelDataType plain = switch (type.kind()) {
      case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
      case TINYINT -> factory.createSqlType(SqlTypeName.TINYINT);
      case SMALLINT -> factory.createSqlType(SqlTypeName.SMALLINT);
      case REAL -> factory.createSqlType(SqlTypeName.REAL);
      case VARBINARY -> factory.createSqlType(SqlTypeName.VARBINARY);
      case TIME -> factory.createSqlType(SqlTypeName.TIME);
      case TIMESTAMP_NANOS ->
        factory.createSqlType(SqlTypeName.TIMESTAMP, SluiceTypeSystem.MAX_TIMESTAMP_PRECISION);
      case TIMESTAMP_TZ -> factory.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
      case INTERVAL -> SluiceTypeFactory.interval(factory);
      case UUID -> factory.createSqlType(SqlTypeName.UUID);
      case ARRAY -> factory.createArrayType(toSql(factory, ((ArrayType) type).element(), true), -1);
      case MAP -> {
        MapType map = (MapType) type;
        yield factory.createMapType(
            toSql(factory, map.key(), false), toSql(factory, map.value(), true));
      }
      case ROW -> {
        RelDataTypeFactory.Builder row = factory.builder();
        List<Field> fields = ((RowType) type).fields();
        for (int i = 0; i < fields.size(); i++) {
          String name = fields.get(i).name();
          row.add(
              name.isEmpty() ? MADE_UP_NAME + i : name,
              toSql(factory, fields.get(i).type(), true));
        }
        yield row.build();
      }
      case INTEGER -> factory.createSqlType(SqlTypeName.INTEGER);
      case BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
      case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
      case VARCHAR -> factory.createSqlType(SqlTypeName.VARCHAR);
      case DATE -> factory.createSqlType(SqlTypeName.DATE);
      case TIMESTAMP -> factory.createSqlType(SqlTypeName.TIMESTAMP);
      case DECIMAL -> {
        DecimalType decimal = (DecimalType) type;
        yield factory.createSqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
      }
    };
    return factory.createTypeWithNullability(plain, nullable);
  }

  public static RelDataType toSql(RelDataTypeFactory factory, Schema schema) {
    RelDataTypeFactory.Builder row = factory.builder();
    for (Field field : schema.fields()) {
      row.add(field.name(), toSql(factory, field.type(), field.nullable()));
    }
    return row.build();
  }

  /**
   * The engine's type of a column or an expression. An untyped NULL is an INTEGER.
   *
   * @throws SluiceException of code NOT_SUPPORTED for types the engine does not have
   */
  public static DataType toEngine(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> DataType.BOOLEAN;
      case TINYINT -> DataType.TINYINT;
      case SMALLINT -> DataType.SMALLINT;
      case INTEGER, NULL -> DataType.INTEGER;
      case REAL, FLOAT -> DataType.REAL;
      case BINARY, VARBINARY -> DataType.VARBINARY;
      case TIME -> DataType.TIME;
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> DataType.TIMESTAMP_TZ;
      case UUID -> DataType.UUID;
      case INTERVAL_YEAR,
          INTERVAL_YEAR_MONTH,
          INTERVAL_MONTH,
          INTERVAL_DAY,
          INTERVAL_DAY_HOUR,
          INTERVAL_DAY_MINUTE,
          INTERVAL_DAY_SECOND,
          INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND -> DataType.INTERVAL;
      case ARRAY, MULTISET -> DataType.array(toEngine(required(type.getComponentType())));
      case MAP ->
        DataType.map(
            toEngine(required(type.getKeyType())), toEngine(required(type.getValueType())));
      case ROW ->
        new RowType(type.getFieldList().stream()
            .map(field -> new Field(fieldName(field), toEngine(field.getType()), true))
            .toList());
      case BIGINT -> DataType.BIGINT;
      case DOUBLE -> DataType.DOUBLE;
      case CHAR, VARCHAR -> DataType.VARCHAR;
      case DATE -> DataType.DATE;
      case TIMESTAMP ->
        type.getPrecision() > SluiceTypeSystem.TIMESTAMP_PRECISION
            ? DataType.TIMESTAMP_NANOS
            : DataType.TIMESTAMP;
      case DECIMAL -> DataType.decimal(type.getPrecision(), type.getScale());
      default ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED, "Values of type " + name(type) + " are not supported");
    };
  }

  /** Of {@code ROW(1, 2)}, the fields have no names. */
  private static String fieldName(RelDataTypeField field) {
    String name = field.getName();
    return name.equals(MADE_UP_NAME + field.getIndex()) ? "" : name;
  }

  private static RelDataType required(@Nullable RelDataType part) {
    if (part == null) {
      throw new IllegalStateException("a nested type without its parts");
    }
    return part;
  }

  private static String name(RelDataType type) {
    SqlTypeName name = type.getSqlTypeName();
    return SqlTypeName.INTERVAL_TYPES.contains(name)
        ? "INTERVAL"
        : name.getName().replace('_', ' ');
  }
}
