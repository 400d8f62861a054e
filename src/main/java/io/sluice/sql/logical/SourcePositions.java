package io.sluice.sql.logical;

import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The positions that expressions of a plan have in the text they come from. */
public final class SourcePositions {
  private SourcePositions() {}

  /** The plan without positions: its text, that of a view, is not the statement's. */
  public static RelNode erase(RelNode plan) {
    return plan.accept(new PlanEraser(plan.getCluster().getRexBuilder()));
  }

  private static final class PlanEraser extends RelHomogeneousShuttle {
    private final RexShuttle expressions;

    PlanEraser(RexBuilder builder) {
      expressions = new ExpressionEraser(builder, this);
    }

    @Override
    public RelNode visit(RelNode node) {
      return super.visit(node).accept(expressions);
    }
  }

  private static final class ExpressionEraser extends RexShuttle {
    private final RexBuilder builder;
    private final PlanEraser plans;

    ExpressionEraser(RexBuilder builder, PlanEraser plans) {
      this.builder = builder;
      this.plans = plans;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      List<RexNode> operands = visitList(call.getOperands(), new boolean[1]);
      return builder.makeCall(SqlParserPos.ZERO, call.getType(), call.getOperator(), operands);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      RexSubQuery visited = (RexSubQuery) super.visitSubQuery(query);
      return visited.clone(visited.rel.accept(plans));
    }
  }
}
