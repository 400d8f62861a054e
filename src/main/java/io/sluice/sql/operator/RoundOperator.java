package io.sluice.sql.operator;

import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * ROUND. A DECIMAL keeps as many places behind the point as are asked for and gets one more before it, as 99.9 becomes 100; with digits that are no constant it keeps its
 * scale. Other numbers keep their type.
 */
final class RoundOperator extends SqlFunction {
  RoundOperator() {
    super(
        "ROUND",
        SqlKind.OTHER_FUNCTION,
        RoundOperator::resultType,
        null,
        SqlStdOperatorTable.ROUND.getOperandTypeChecker(),
        SqlFunctionCategory.NUMERIC);
  }

  private static RelDataType resultType(SqlOperatorBinding binding) {
    RelDataTypeFactory types = binding.getTypeFactory();
    RelDataType number = binding.getOperandType(0);
    RelDataType result = number;
    if (number.getSqlTypeName() == SqlTypeName.DECIMAL && number.getScale() > 0) {
      int scale = Math.min(number.getScale(), scale(binding, number.getScale()));
      int whole = number.getPrecision() - number.getScale() + 1;
      result = types.createSqlType(
          SqlTypeName.DECIMAL, Math.min(DecimalType.MAX_PRECISION, whole + scale), scale);
    }
    boolean isNullable = number.isNullable()
        || binding.getOperandCount() > 1 && binding.getOperandType(1).isNullable();
    return types.createTypeWithNullability(result, isNullable);
  }

  private static int scale(SqlOperatorBinding binding, int otherwise) {
    if (binding.getOperandCount() == 1) {
      return 0;
    }
    @Nullable
    BigDecimal digits = binding.isOperandLiteral(1, false)
        ? binding.getOperandLiteralValue(1, BigDecimal.class)
        : null;
    return digits == null
        ? otherwise
        : Math.max(0, digits.min(BigDecimal.valueOf(otherwise)).intValue());
  }
}
