package io.sluice.source.jdbc;

import io.sluice.config.ConfigValues;
import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.plan.ExecutionPlan;
import java.util.Optional;

/** A task for each piece of a table. */
final class JdbcTaskEstimator implements TaskEstimator {
  @Override
  public Optional<TaskCount> taskEstimation(ExecutionPlan plan, ConfigValues config) {
    return plan instanceof JdbcExec exec
        ? Optional.of(new TaskCount.Desired(exec.statements().size()))
        : Optional.empty();
  }

  @Override
  public ExecutionPlan scaleUpLeafNode(ExecutionPlan leaf, int taskCount, ConfigValues config) {
    return ((JdbcExec) leaf).withTaskCount(taskCount);
  }
}
