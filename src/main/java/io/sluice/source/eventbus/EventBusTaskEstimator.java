package io.sluice.source.eventbus;

import io.sluice.config.ConfigValues;
import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.plan.ExecutionPlan;
import java.util.Optional;

/** One task reads an address. */
final class EventBusTaskEstimator implements TaskEstimator {
  @Override
  public Optional<TaskCount> taskEstimation(ExecutionPlan plan, ConfigValues config) {
    return plan instanceof EventBusExec ? Optional.of(new TaskCount.Maximum(1)) : Optional.empty();
  }

  @Override
  public ExecutionPlan scaleUpLeafNode(ExecutionPlan leaf, int taskCount, ConfigValues config) {
    return leaf;
  }
}
