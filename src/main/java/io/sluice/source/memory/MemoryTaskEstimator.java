package io.sluice.source.memory;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.plan.ExecutionPlan;
import java.util.Optional;

/** As many tasks as the bytes of a table ask for, but not more than it has batches. */
final class MemoryTaskEstimator implements TaskEstimator {
  @Override
  public Optional<TaskCount> taskEstimation(ExecutionPlan plan, ConfigValues config) {
    if (!(plan instanceof MemoryExec scan)) {
      return Optional.empty();
    }
    double wanted = Math.ceil((double) scan.bytes() / config.get(SessionOptions.BYTES_PER_TASK));
    return Optional.of(
        new TaskCount.Desired((int) Math.max(1, Math.min(wanted, scan.batches().size()))));
  }

  @Override
  public ExecutionPlan scaleUpLeafNode(ExecutionPlan leaf, int taskCount, ConfigValues config) {
    return ((MemoryExec) leaf).withTaskCount(taskCount);
  }
}
