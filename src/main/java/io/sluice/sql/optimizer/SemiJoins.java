package io.sluice.sql.optimizer;

import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Moves a semi or anti join below an inner join to the one input whose columns it compares, where that has no more rows than the inner join gives: what it leaves out
 * then need not be joined.
 */
final class SemiJoins {
  private SemiJoins() {}

  static RelNode pushDown(RelNode plan) {
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        RelNode visited = super.visit(node);
        return visited instanceof LogicalJoin join && isOneSided(join) ? push(join) : visited;
      }
    });
  }

  private static boolean isOneSided(LogicalJoin join) {
    return join.getJoinType() == JoinRelType.SEMI || join.getJoinType() == JoinRelType.ANTI;
  }

  private static RelNode push(LogicalJoin join) {
    if (join.getLeft() instanceof LogicalProject project
        && project.getProjects().stream().allMatch(RexInputRef.class::isInstance)) {
      RelNode pushed = push(over(join, project.getInput(), below(join, project)));
      return pushed instanceof LogicalJoin same && isOneSided(same)
          ? join
          : LogicalProject.create(
              pushed, List.of(), project.getProjects(), project.getRowType(), Set.of());
    }
    if (!(join.getLeft() instanceof LogicalJoin inner)
        || inner.getJoinType() != JoinRelType.INNER) {
      return join;
    }
    int leftWidth = inner.getLeft().getRowType().getFieldCount();
    int width = inner.getRowType().getFieldCount();
    ImmutableBitSet read =
        RelOptUtil.InputFinder.bits(join.getCondition()).intersect(ImmutableBitSet.range(width));
    boolean isLeft = !read.isEmpty() && read.nth(read.cardinality() - 1) < leftWidth;
    boolean isRight = !read.isEmpty() && read.nth(0) >= leftWidth;
    if (!isLeft && !isRight) {
      return join;
    }
    RelNode side = isLeft ? inner.getLeft() : inner.getRight();
    var metadata = join.getCluster().getMetadataQuery();
    if (metadata.getRowCount(side) > metadata.getRowCount(inner)) {
      return join;
    }
    int sideWidth = side.getRowType().getFieldCount();
    RexNode condition = isLeft
        ? RexUtil.shift(join.getCondition(), width, sideWidth - width)
        : RexUtil.shift(join.getCondition(), -leftWidth);
    RelNode reduced = push(over(join, side, condition));
    return LogicalJoin.create(
        isLeft ? reduced : inner.getLeft(),
        isLeft ? inner.getRight() : reduced,
        List.of(),
        inner.getCondition(),
        Set.of(),
        JoinRelType.INNER);
  }

  private static LogicalJoin over(LogicalJoin join, RelNode left, RexNode condition) {
    return LogicalJoin.create(
        left, join.getRight(), List.of(), condition, Set.of(), join.getJoinType());
  }

  /** The join's condition over the input of a projection on its left. */
  private static RexNode below(LogicalJoin join, LogicalProject project) {
    int width = project.getProjects().size();
    int shift = project.getInput().getRowType().getFieldCount() - width;
    return join.getCondition().accept(new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef column) {
        return column.getIndex() < width
            ? project.getProjects().get(column.getIndex())
            : new RexInputRef(column.getIndex() + shift, column.getType());
      }
    });
  }
}
