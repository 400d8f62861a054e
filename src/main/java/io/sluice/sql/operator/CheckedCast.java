package io.sluice.sql.operator;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlCastFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql2rel.SqlRexContext;

/**
 * CAST and its like until the types are known: a cast between VARCHAR and an ARRAY, a MAP or a ROW stays, which the standard operator refuses, all others become
 * the standard operator's. A cast that is not possible is an error in the names of the engine's types.
 */
public final class CheckedCast extends SqlFunction {
  private static final List<CheckedCast> ALL = List.of(
      new CheckedCast(new SqlCastFunction()),
      new CheckedCast(SqlLibraryOperators.SAFE_CAST),
      new CheckedCast(SqlLibraryOperators.TRY_CAST));

  private final SqlFunction standard;

  private CheckedCast(SqlFunction standard) {
    super(standard.getName(), standard.getKind(), null, null, null, SqlFunctionCategory.SYSTEM);
    this.standard = standard;
  }

  /** The call with one of these operators, when it is a cast. */
  public static SqlCall of(SqlCall call) {
    boolean isCast = call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST;
    if (!isCast || call.operandCount() != 2) {
      return call;
    }
    // value::type has an operator of its own.
    String name = call.getKind() == SqlKind.CAST ? "CAST" : call.getOperator().getName();
    return ALL.stream()
        .filter(cast -> cast.getName().equals(name))
        .findFirst()
        .map(cast -> cast.createCall(position(call), call.getOperandList()))
        .orElse(call);
  }

  /** The grammar begins {@code x::type} one token too early. */
  private static SqlParserPos position(SqlCall call) {
    SqlParserPos whole = call.getParserPosition();
    SqlParserPos value = call.getOperandList().get(0).getParserPosition();
    return call.getOperator().equals(SqlLibraryOperators.INFIX_CAST)
        ? new SqlParserPos(
            value.getLineNum(),
            value.getColumnNum(),
            whole.getEndLineNum(),
            whole.getEndColumnNum())
        : whole;
  }

  @Override
  public SqlSyntax getSyntax() {
    return SqlSyntax.SPECIAL;
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
    SqlStdOperatorTable.CAST.unparse(writer, call, leftPrecedence, rightPrecedence);
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return SqlOperandCountRanges.of(2);
  }

  /** Of the operators of this name, this one is meant. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    call.getOperandList().forEach(operand -> validator.deriveType(scope, operand));
    return validateOperands(validator, scope, call);
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    if (isKept(binding)) {
      return true;
    }
    ((SqlBasicCall) binding.getCall()).setOperator(standard);
    RelDataType from = binding.getOperandType(0);
    RelDataType to = SqlTypeUtil.deriveType(binding, binding.operand(1));
    if (!SqlUtil.isNullLiteral(binding.operand(0), false)
        && !SqlTypeUtil.canCastFrom(to, from, binding.getValidator().getTypeMappingRule())) {
      if (!throwOnFailure) {
        return false;
      }
      throw new SluiceException(
          ErrorCode.TYPE_MISMATCH,
          "CAST from " + SqlTypes.toEngine(from) + " to " + SqlTypes.toEngine(to)
              + " is not possible",
          StatementParser.position(binding.getCall().getParserPosition()),
          null);
    }
    return true;
  }

  /** Between texts and ARRAYs, MAPs and ROWs. */
  private static boolean isKept(SqlOperatorBinding binding) {
    DataType from = SqlTypes.toEngine(binding.getOperandType(0));
    DataType to = SqlTypes.toEngine(binding.getOperandType(1));
    return from.isNested() && to.kind() == TypeKind.VARCHAR
        || from.kind() == TypeKind.VARCHAR && to.isNested();
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    if (!isKept(binding)) {
      return standard.inferReturnType(binding);
    }
    return binding
        .getTypeFactory()
        .createTypeWithNullability(
            binding.getOperandType(1),
            getKind() == SqlKind.SAFE_CAST || binding.getOperandType(0).isNullable());
  }

  /** The expression of a cast that stayed. */
  public static RexNode convert(SqlRexContext context, SqlCall call) {
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    RexNode value = context.convertExpression(call.operand(0));
    return context
        .getRexBuilder()
        .makeAbstractCast(type, value, call.getKind() == SqlKind.SAFE_CAST);
  }
}
