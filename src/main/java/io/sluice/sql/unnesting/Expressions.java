package io.sluice.sql.unnesting;

import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Rewrites what a whole plan reads of outer ones. */
final class Expressions {
  private Expressions() {}

  /** The plan with each reference to an outer column rewritten. */
  static RelNode rewrite(RelNode plan, UnaryOperator<RexNode> rewriter) {
    RexShuttle shuttle = new RexShuttle() {
      @Override
      public RexNode visitFieldAccess(RexFieldAccess access) {
        return access.getReferenceExpr() instanceof RexCorrelVariable
            ? rewriter.apply(access)
            : super.visitFieldAccess(access);
      }
    };
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        return super.visit(node).accept(shuttle);
      }
    });
  }
}
