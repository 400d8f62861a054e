package io.sluice.sql.logical;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The positions that expressions of a plan have in the text they come from. */
public final class SourcePositions {
  private SourcePositions() {}

  /** The plan without positions: its text, that of a view, is not the statement's. */
  public static RelNode erase(RelNode plan) {
    RexBuilder builder = plan.getCluster().getRexBuilder();
    return new PlanShuttle() {
      @Override
      public RexNode visitCall(RexCall call) {
        List<RexNode> operands = visitList(call.getOperands(), new boolean[1]);
        return builder.makeCall(SqlParserPos.ZERO, call.getType(), call.getOperator(), operands);
      }
    }.rewrite(plan);
  }
}
