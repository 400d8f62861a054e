package io.sluice.sql.operator;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.SqlTypes;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** {@code x[i]} of a text or a NULL; gives way to the standard operator for ARRAYs, MAPs and ROWs. */
final class SubscriptOperator extends SqlSpecialOperator {
  private static final int PRECEDENCE = 100;

  SubscriptOperator() {
    super(SqlStdOperatorTable.ITEM.getName(), SqlKind.ITEM, PRECEDENCE, true, null, null, null);
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return SqlOperandCountRanges.of(2);
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    if (isOwn(binding)) {
      return true;
    }
    SqlTypeName container = binding.getOperandType(0).getSqlTypeName();
    if (container != SqlTypeName.ARRAY
        && container != SqlTypeName.MAP
        && container != SqlTypeName.ROW) {
      if (!throwOnFailure) {
        return false;
      }
      throw new SluiceException(
          ErrorCode.TYPE_MISMATCH,
          "A value of type " + SqlTypes.toEngine(binding.getOperandType(0))
              + " has no parts; [...] takes those of an ARRAY, a MAP, a ROW or a text",
          StatementParser.position(binding.getCall().getParserPosition()),
          null);
    }
    boolean fits = SqlStdOperatorTable.ITEM.checkOperandTypes(
        binding, throwOnFailure && container == SqlTypeName.ROW);
    if (fits) {
      ((SqlBasicCall) binding.getCall()).setOperator(SqlStdOperatorTable.ITEM);
    } else if (throwOnFailure) {
      throw new SluiceException(
          ErrorCode.TYPE_MISMATCH,
          "A value of type %s has no part that %s names"
              .formatted(
                  SqlTypes.toEngine(binding.getOperandType(0)),
                  SqlTypes.toEngine(binding.getOperandType(1))),
          StatementParser.position(binding.getCall().getParserPosition()),
          null);
    }
    return fits;
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    return isOwn(binding)
        ? binding.getTypeFactory().createTypeWithNullability(binding.getOperandType(0), true)
        : SqlStdOperatorTable.ITEM.inferReturnType(binding);
  }

  private static boolean isOwn(SqlOperatorBinding binding) {
    RelDataType container = binding.getOperandType(0);
    SqlTypeName subscript = binding.getOperandType(1).getSqlTypeName();
    return container.getSqlTypeName() == SqlTypeName.NULL
        || SqlTypeUtil.isCharacter(container)
            && (SqlTypeName.INT_TYPES.contains(subscript) || subscript == SqlTypeName.NULL);
  }
}
