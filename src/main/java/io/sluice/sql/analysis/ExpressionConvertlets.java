package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.function.ScalarFunctions;
import io.sluice.sql.expression.LambdaOperator;
import io.sluice.sql.expression.ScalarOperator;
import io.sluice.sql.operator.CheckedCast;
import io.sluice.sql.parser.StatementParser;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * From syntax trees to expressions where the standard table does not do. Averages and variances over windows stay what they are: the standard table writes them as quotients of
 * sums, in the types of those. LIKE with a pattern that is computed is a function: the optimiser takes the pattern of the operator for a text as soon as it is constant, also when it is NULL. Knows our own casts.
 */
final class ExpressionConvertlets implements SqlRexConvertletTable {
  @Override
  public @Nullable SqlRexConvertlet get(SqlCall call) {
    if (call.getOperator() instanceof CheckedCast) {
      return CheckedCast::convert;
    }
    if (call.getOperator() instanceof LambdaOperator lambda) {
      return lambda::convert;
    }
    if (call.getOperator() instanceof SqlAggFunction
        && SqlKind.AVG_AGG_FUNCTIONS.contains(call.getKind())) {
      return ExpressionConvertlets::keep;
    }
    SqlRexConvertlet standard = StandardConvertletTable.INSTANCE.get(call);
    if ((call.getKind() == SqlKind.FLOOR || call.getKind() == SqlKind.CEIL) && standard != null) {
      return (context, rounded) -> ofNumber(context, rounded, standard);
    }
    return call.getKind() == SqlKind.LIKE && standard != null
        ? (context, like) ->
            withComputedPattern(context.getRexBuilder(), standard.convertCall(context, like))
        : standard;
  }

  private static RexNode keep(SqlRexContext context, SqlCall call) {
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    List<RexNode> operands =
        call.getOperandList().stream().map(context::convertExpression).toList();
    return context.getRexBuilder().makeCall(type, call.getOperator(), operands);
  }

  private static RexNode ofNumber(SqlRexContext context, SqlCall call, SqlRexConvertlet standard) {
    RelDataType type = context.getValidator().getValidatedNodeType(call.operand(0));
    if (SqlTypeUtil.isInterval(type)) {
      throw new SluiceException(
          ErrorCode.TYPE_MISMATCH,
          "'%s' cannot be applied to (INTERVAL); it takes a number"
              .formatted(call.getOperator().getName()),
          StatementParser.position(call.getParserPosition()),
          null);
    }
    return standard.convertCall(context, call);
  }

  private static RexNode withComputedPattern(RexBuilder rex, RexNode converted) {
    RexCall call = (RexCall) converted;
    if (call.getKind() == SqlKind.NOT) {
      return rex.makeCall(
          SqlStdOperatorTable.NOT, withComputedPattern(rex, call.getOperands().get(0)));
    }
    if (call.getOperands().get(1) instanceof RexLiteral literal && !literal.isNull()) {
      return call;
    }
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    return rex.makeCall(
        call.getType(),
        new ScalarOperator(name, ScalarFunctions.BUILTIN.find(name).orElseThrow()),
        call.getOperands());
  }
}
