package io.sluice.sql.logical;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** Rewrites plans and the plans of their sub-queries, inputs first: the expressions of a node as a shuttle does, then the node itself. Nothing changes but for what a subclass does. */
public class PlanShuttle extends RexShuttle {
  /** The plan with each of its nodes rewritten. */
  public final RelNode rewrite(RelNode plan) {
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        return rewriteNode(super.visit(node).accept(PlanShuttle.this));
      }
    });
  }

  /**
   * What stands for a node.
   *
   * @param node with inputs and expressions that are rewritten
   */
  protected RelNode rewriteNode(RelNode node) {
    return node;
  }

  @Override
  public RexNode visitSubQuery(RexSubQuery query) {
    RexSubQuery visited = (RexSubQuery) super.visitSubQuery(query);
    RelNode rel = rewrite(visited.rel);
    return rel == visited.rel ? visited : visited.clone(rel);
  }
}
