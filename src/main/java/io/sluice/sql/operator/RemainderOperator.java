package io.sluice.sql.operator;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;

/** {@code %} of all numbers. The standard's takes exact numbers only, to which a DOUBLE would be rounded; here the remainder of a DOUBLE is a DOUBLE. */
final class RemainderOperator extends SqlBinaryOperator {
  private static final SqlBinaryOperator STANDARD = SqlStdOperatorTable.PERCENT_REMAINDER;

  RemainderOperator() {
    super(
        STANDARD.getName(),
        STANDARD.getKind(),
        STANDARD.getLeftPrec(),
        true,
        RemainderOperator::resultType,
        null,
        OperandTypes.NUMERIC_NUMERIC);
  }

  private static RelDataType resultType(SqlOperatorBinding binding) {
    RelDataType left = binding.getOperandType(0);
    RelDataType right = binding.getOperandType(1);
    if (!isApproximate(left) && !isApproximate(right)) {
      return ReturnTypes.NULLABLE_MOD.inferReturnType(binding);
    }
    RelDataTypeFactory types = binding.getTypeFactory();
    return types.createTypeWithNullability(
        types.createSqlType(SqlTypeName.DOUBLE), left.isNullable() || right.isNullable());
  }

  private static boolean isApproximate(RelDataType type) {
    return SqlTypeName.APPROX_TYPES.contains(type.getSqlTypeName());
  }
}
