package io.sluice.sql.optimizer;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.rules.JoinCommuteRule;

/**
 * Puts the smaller input of each join to the left: a hash join builds its table from there. Semi, anti and mark joins give columns of the left input alone and
 * keep their places.
 */
final class BuildSide {
  private BuildSide() {}

  static RelNode choose(RelNode plan) {
    RelMetadataQuery metadata = plan.getCluster().getMetadataQuery();
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        RelNode visited = super.visit(node);
        if (visited instanceof LogicalJoin join
            && join.getJoinType().projectsRight()
            && metadata.getRowCount(join.getLeft()) > metadata.getRowCount(join.getRight())) {
          RelNode swapped = JoinCommuteRule.swap(
              join, true, RelFactories.LOGICAL_BUILDER.create(join.getCluster(), null));
          return swapped == null ? join : swapped;
        }
        return visited;
      }
    });
  }
}
