package io.sluice.source.series;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.expression.series.CalendarSeries;
import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.plan.ExecutionPlan;
import java.util.Optional;

/** As many tasks as the bytes of the values ask for; one where each value depends on the one before it. */
final class SeriesTaskEstimator implements TaskEstimator {
  @Override
  public Optional<TaskCount> taskEstimation(ExecutionPlan plan, ConfigValues config) {
    if (!(plan instanceof SeriesExec exec)) {
      return Optional.empty();
    }
    if (exec.partsPerTask().get(0) instanceof CalendarSeries) {
      return Optional.of(new TaskCount.Desired(1));
    }
    double wanted = Math.ceil(exec.size() * Long.BYTES / config.get(SessionOptions.BYTES_PER_TASK));
    return Optional.of(
        new TaskCount.Desired((int) Math.max(1, Math.min(wanted, Integer.MAX_VALUE))));
  }

  @Override
  public ExecutionPlan scaleUpLeafNode(ExecutionPlan leaf, int taskCount, ConfigValues config) {
    return ((SeriesExec) leaf).scaledTo(taskCount);
  }
}
