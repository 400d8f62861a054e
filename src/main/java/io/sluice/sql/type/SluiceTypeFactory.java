package io.sluice.sql.type;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Makes the types of the engine only: every CHAR and VARCHAR is the one VARCHAR without a length, every BINARY the one VARBINARY, FLOAT is REAL, a TIME counts
 * microseconds, a TIMESTAMP microseconds or, with more than six digits, nanoseconds, and a TIMESTAMP WITH TIME ZONE is an instant in microseconds.
 */
public final class SluiceTypeFactory extends SqlTypeFactoryImpl {
  public SluiceTypeFactory() {
    super(new SluiceTypeSystem());
  }

  /** The type of INTERVALs that are not constants of one unit. */
  public static RelDataType interval(RelDataTypeFactory factory) {
    return factory.createSqlIntervalType(
        new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO));
  }

  /** Months and days meet in the type of all intervals. */
  @Override
  public @Nullable RelDataType leastRestrictive(
      List<RelDataType> types, SqlTypeMappingRule mappingRule) {
    List<RelDataType> known =
        types.stream().filter(type -> type.getSqlTypeName() != SqlTypeName.NULL).toList();
    boolean haveNumbers = known.stream().anyMatch(SqlTypeUtil::isNumeric);
    boolean haveTimes = known.stream().anyMatch(SqlTypeUtil::isDatetime);
    if (haveNumbers && haveTimes) {
      return null;
    }
    boolean areMixed = known.stream().allMatch(SqlTypeUtil::isInterval)
        && known.stream()
                .map(type -> SqlTypeName.YEAR_INTERVAL_TYPES.contains(type.getSqlTypeName()))
                .distinct()
                .count()
            > 1;
    return areMixed
        ? createTypeWithNullability(
            interval(this), types.stream().anyMatch(RelDataType::isNullable))
        : super.leastRestrictive(types, mappingRule);
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public RelDataType createSqlType(SqlTypeName typeName) {
    return switch (typeName) {
      case TIMESTAMP -> timestamp(SluiceTypeSystem.TIMESTAMP_PRECISION);
      default -> {
        RelDataType own = own(typeName);
        yield own == null ? super.createSqlType(typeName) : own;
      }
    };
  }

  @Override
  public RelDataType createSqlType(SqlTypeName typeName, int precision) {
    return switch (typeName) {
      case TIMESTAMP -> timestamp(precision);
      default -> {
        RelDataType own = own(typeName);
        yield own == null ? super.createSqlType(typeName, precision) : own;
      }
    };
  }

  @Override
  public RelDataType createSqlType(SqlTypeName typeName, int precision, int scale) {
    return SqlTypeName.INTERVAL_TYPES.contains(typeName)
        ? intervalOf(typeName)
        : super.createSqlType(typeName, precision, scale);
  }

  private @Nullable RelDataType own(SqlTypeName typeName) {
    return switch (typeName) {
      case CHAR, VARCHAR -> widest(SqlTypeName.VARCHAR);
      case BINARY, VARBINARY -> widest(SqlTypeName.VARBINARY);
      case FLOAT -> super.createSqlType(SqlTypeName.REAL);
      case TIME -> super.createSqlType(SqlTypeName.TIME, SluiceTypeSystem.TIMESTAMP_PRECISION);
      case TIMESTAMP_TZ, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
        super.createSqlType(
            SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, SluiceTypeSystem.TIMESTAMP_PRECISION);
      default -> SqlTypeName.INTERVAL_TYPES.contains(typeName) ? intervalOf(typeName) : null;
    };
  }

  private RelDataType intervalOf(SqlTypeName typeName) {
    TimeUnit start = typeName.getStartUnit();
    TimeUnit end = typeName.getEndUnit();
    return createSqlIntervalType(
        new SqlIntervalQualifier(start, end == start ? null : end, SqlParserPos.ZERO));
  }

  private RelDataType widest(SqlTypeName typeName) {
    return super.createSqlType(typeName, typeSystem.getMaxPrecision(typeName));
  }

  private RelDataType timestamp(int precision) {
    return super.createSqlType(
        SqlTypeName.TIMESTAMP,
        precision > SluiceTypeSystem.TIMESTAMP_PRECISION
            ? SluiceTypeSystem.MAX_TIMESTAMP_PRECISION
            : SluiceTypeSystem.TIMESTAMP_PRECISION);
  }
}
