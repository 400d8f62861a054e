package io.sluice.sql.optimizer;

import io.sluice.sql.logical.LogicalUnnest;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/** Moves conditions that do not read elements below the node that takes collections apart. */
final class UnnestFilters {
  private UnnestFilters() {}

  static RelNode pushDown(RelNode plan) {
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        RelNode visited = super.visit(node);
        return visited instanceof LogicalFilter filter ? push(filter) : visited;
      }
    });
  }

  private static RelNode push(LogicalFilter filter) {
    if (!(filter.getInput() instanceof LogicalUnnest unnest)) {
      return filter;
    }
    ImmutableBitSet inputColumns =
        ImmutableBitSet.range(unnest.getInput().getRowType().getFieldCount());
    List<RexNode> below = new ArrayList<>();
    List<RexNode> above = new ArrayList<>();
    for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
      boolean isOfInput = RexUtil.isDeterministic(condition)
          && inputColumns.contains(RelOptUtil.InputFinder.bits(condition));
      (isOfInput ? below : above).add(condition);
    }
    if (below.isEmpty()) {
      return filter;
    }
    RelNode pushed =
        unnest.over(filtered(unnest.getInput(), below), unnest.collections(), unnest.isOuter());
    return filtered(pushed, above);
  }

  private static RelNode filtered(RelNode input, List<RexNode> conditions) {
    if (conditions.isEmpty()) {
      return input;
    }
    LogicalFilter filter = LogicalFilter.create(
        input, RexUtil.composeConjunction(input.getCluster().getRexBuilder(), conditions));
    return push(filter);
  }
}
