package io.sluice.source.file;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.plan.ExecutionPlan;
import java.util.Optional;

/** As many tasks as the bytes of a scan ask for, at most one for each split. */
public final class FileTaskEstimator implements TaskEstimator {
  private final Class<? extends FileScan> scanClass;

  public FileTaskEstimator(Class<? extends FileScan> scanClass) {
    this.scanClass = scanClass;
  }

  @Override
  public Optional<TaskCount> taskEstimation(ExecutionPlan plan, ConfigValues config) {
    if (!scanClass.isInstance(plan)) {
      return Optional.empty();
    }
    FileScan scan = scanClass.cast(plan);
    double wanted = Math.ceil((double) scan.bytes() / config.get(SessionOptions.BYTES_PER_TASK));
    return Optional.of(
        new TaskCount.Desired((int) Math.max(1, Math.min(wanted, scan.splitCount()))));
  }

  @Override
  public ExecutionPlan scaleUpLeafNode(ExecutionPlan leaf, int taskCount, ConfigValues config) {
    return scanClass.cast(leaf).withTaskCount(taskCount);
  }
}
