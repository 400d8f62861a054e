package io.sluice.sql.type;

import io.sluice.type.DecimalType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * The limits of types and the types of results: DECIMAL to 38 digits, sums one size wider than their argument, averages DOUBLE, as is the quotient of DECIMALs.
 */
public final class SluiceTypeSystem extends RelDataTypeSystemImpl {
  public static final int TIMESTAMP_PRECISION = 6;
  public static final int MAX_TIMESTAMP_PRECISION = 9;

  @Override
  public int getMaxPrecision(SqlTypeName typeName) {
    return switch (typeName) {
      case DECIMAL -> DecimalType.MAX_PRECISION;
      case TIMESTAMP -> MAX_TIMESTAMP_PRECISION;
      case TIME, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> TIMESTAMP_PRECISION;
      case VARCHAR, CHAR, VARBINARY, BINARY -> Integer.MAX_VALUE - 1;
      default -> super.getMaxPrecision(typeName);
    };
  }

  @Override
  public int getMaxScale(SqlTypeName typeName) {
    return typeName == SqlTypeName.DECIMAL
        ? DecimalType.MAX_PRECISION
        : super.getMaxScale(typeName);
  }

  @Override
  public int getDefaultPrecision(SqlTypeName typeName) {
    return switch (typeName) {
      case DECIMAL -> DecimalType.MAX_PRECISION;
      case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> TIMESTAMP_PRECISION;
      case VARCHAR, CHAR, VARBINARY, BINARY -> Integer.MAX_VALUE - 1;
      default -> super.getDefaultPrecision(typeName);
    };
  }

  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
    RelDataType sum = switch (argument.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER -> factory.createSqlType(SqlTypeName.BIGINT);
      case REAL, FLOAT -> factory.createSqlType(SqlTypeName.DOUBLE);
      case BIGINT -> factory.createSqlType(SqlTypeName.DECIMAL, DecimalType.MAX_PRECISION, 0);
      case DECIMAL ->
        factory.createSqlType(SqlTypeName.DECIMAL, DecimalType.MAX_PRECISION, argument.getScale());
      default -> argument;
    };
    return factory.createTypeWithNullability(sum, argument.isNullable());
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
    RelDataType average = switch (argument.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, FLOAT, DOUBLE, DECIMAL ->
        factory.createSqlType(SqlTypeName.DOUBLE);
      default -> argument;
    };
    return factory.createTypeWithNullability(average, argument.isNullable());
  }

  @Override
  public @Nullable RelDataType deriveDecimalDivideType(
      RelDataTypeFactory factory, RelDataType dividend, RelDataType divisor) {
    boolean isOfDecimals = SqlTypeUtil.isExactNumeric(dividend)
        && SqlTypeUtil.isExactNumeric(divisor)
        && (SqlTypeUtil.isDecimal(dividend) || SqlTypeUtil.isDecimal(divisor));
    return isOfDecimals ? factory.createSqlType(SqlTypeName.DOUBLE) : null;
  }
}
