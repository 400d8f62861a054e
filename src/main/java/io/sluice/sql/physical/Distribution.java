package io.sluice.sql.physical;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.filter.FilterExec;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.operator.repartition.CoalesceBatchesExec;
import io.sluice.operator.repartition.RepartitionExec;
import io.sluice.operator.sample.SampleExec;
import io.sluice.operator.scan.CooperativeExec;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.operator.union.UnionExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import java.util.List;

/**
 * How rows are spread over the partitions of one node.
 *
 * @param targetPartitions partitions of every stage that can have more than one
 * @param batchSize rows of a full batch
 * @param broadcastMaxRows of the side of a join that all partitions of the other one may share
 */
record Distribution(int targetPartitions, int batchSize, long broadcastMaxRows) {
  /** How much larger the other side of a join has to be for the smaller one to be copied. */
  private static final double MIN_PROBE_ROWS_PER_BUILD_ROW = 4;

  /** The plan with its leaves dealt over all partitions, where these have fewer and enough rows to deal. */
  ExecutionPlan spread(ExecutionPlan plan) {
    if (plan.partitionCount() >= targetPartitions) {
      return plan;
    }
    if (plan instanceof CooperativeExec leaf) {
      boolean isSmall =
          leaf.input() instanceof ValuesExec values && values.rows().size() <= batchSize;
      return isSmall
          ? leaf
          : new RepartitionExec(new Partitioning.RoundRobinBatch(targetPartitions), leaf);
    }
    if (plan instanceof SampleExec) {
      return new RepartitionExec(new Partitioning.RoundRobinBatch(targetPartitions), plan);
    }
    if (plan instanceof ProjectionExec || plan instanceof FilterExec || plan instanceof UnionExec) {
      return plan.withNewChildren(plan.children().stream().map(this::spread).toList());
    }
    return plan;
  }

  /** The plan with equal values of the keys in one partition. */
  ExecutionPlan hash(ExecutionPlan plan, List<PhysicalExpression> keys) {
    if (isHashed(plan, keys)) {
      return plan;
    }
    return new CoalesceBatchesExec(
        batchSize,
        new RepartitionExec(new Partitioning.Hash(keys, targetPartitions), spread(plan)));
  }

  /** Whether equal values of the keys already stand in one partition of as many as there should be. */
  boolean isHashed(ExecutionPlan plan, List<PhysicalExpression> keys) {
    return plan.properties().partitioning() instanceof Partitioning.Hash hash
        && hash.partitionCount() == targetPartitions
        && areSame(hash.expressions(), keys);
  }

  /** Whether it is cheaper to give all partitions the build side's rows than to deal those of both sides. */
  boolean broadcasts(double buildRows, double probeRows) {
    boolean isMuchSmaller = buildRows * MIN_PROBE_ROWS_PER_BUILD_ROW <= probeRows;
    return buildRows <= broadcastMaxRows && (buildRows <= batchSize || isMuchSmaller);
  }

  /** Whether the rows of each group already stand in one partition. */
  static boolean isGrouped(ExecutionPlan plan, List<NamedExpression> groupBy) {
    return plan.properties().partitioning() instanceof Partitioning.Hash hash
        && !hash.expressions().isEmpty()
        && hash.expressions().stream()
            .allMatch(key -> groupBy.stream().anyMatch(group -> isSame(group.expression(), key)));
  }

  private static boolean areSame(List<PhysicalExpression> left, List<PhysicalExpression> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!isSame(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(PhysicalExpression left, PhysicalExpression right) {
    return left instanceof ColumnExpression column && right instanceof ColumnExpression other
        ? column.index() == other.index()
        : left.equals(right);
  }
}
