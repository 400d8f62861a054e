package io.sluice.sql.analysis;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/** Keeps averages and variances over windows as they are: the standard table writes them as quotients of sums, in the types of those. Knows our own casts. */
final class Convertlets implements SqlRexConvertletTable {
  @Override
  public @Nullable SqlRexConvertlet get(SqlCall call) {
    if (call.getOperator() instanceof CheckedCast) {
      return CheckedCast::convert;
    }
    return call.getOperator() instanceof SqlAggFunction
            && SqlKind.AVG_AGG_FUNCTIONS.contains(call.getKind())
        ? Convertlets::keep
        : StandardConvertletTable.INSTANCE.get(call);
  }

  private static RexNode keep(SqlRexContext context, SqlCall call) {
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    List<RexNode> operands =
        call.getOperandList().stream().map(context::convertExpression).toList();
    return context.getRexBuilder().makeCall(type, call.getOperator(), operands);
  }
}
