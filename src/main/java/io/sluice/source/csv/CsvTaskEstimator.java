package io.sluice.source.csv;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.plan.ExecutionPlan;
import java.util.Optional;

/** As many tasks as the bytes of the files ask for, at most one for each file. */
final class CsvTaskEstimator implements TaskEstimator {
  @Override
  public Optional<TaskCount> taskEstimation(ExecutionPlan plan, ConfigValues config) {
    if (!(plan instanceof CsvExec scan)) {
      return Optional.empty();
    }
    double wanted = Math.ceil((double) scan.bytes() / config.get(SessionOptions.BYTES_PER_TASK));
    int splits = scan.splits().size();
    return Optional.of(new TaskCount.Desired((int) Math.max(1, Math.min(wanted, splits))));
  }

  @Override
  public ExecutionPlan scaleUpLeafNode(ExecutionPlan leaf, int taskCount, ConfigValues config) {
    return ((CsvExec) leaf).withTaskCount(taskCount);
  }
}
