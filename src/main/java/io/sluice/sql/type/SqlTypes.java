package io.sluice.sql.type;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/** Data types of the engine as types of SQL, and back. */
public final class SqlTypes {
  private SqlTypes() {}

  public static RelDataType toSql(RelDataTypeFactory factory, DataType type, boolean nullable) {
    RelDataType plain = switch (type.kind()) {
      case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
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
      case INTEGER, NULL -> DataType.INTEGER;
      case BIGINT -> DataType.BIGINT;
      case DOUBLE -> DataType.DOUBLE;
      case CHAR, VARCHAR -> DataType.VARCHAR;
      case DATE -> DataType.DATE;
      case TIMESTAMP -> DataType.TIMESTAMP;
      case DECIMAL -> DataType.decimal(type.getPrecision(), type.getScale());
      default ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED, "Values of type " + name(type) + " are not supported");
    };
  }

  private static String name(RelDataType type) {
    SqlTypeName name = type.getSqlTypeName();
    return SqlTypeName.INTERVAL_TYPES.contains(name)
        ? "INTERVAL"
        : name.getName().replace('_', ' ');
  }
}
