package io.sluice.metrics;

import java.util.List;

/**
 * What an operator counted in all tasks of its stage.
 *
 * @param total the sums over the tasks
 * @param max for each metric that of the task with the most
 * @param taskCount how many tasks told
 */
public record OperatorProfile(MetricValues total, MetricValues max, int taskCount) {
  public static final OperatorProfile NONE =
      new OperatorProfile(MetricValues.NONE, MetricValues.NONE, 0);

  static OperatorProfile of(List<MetricValues> tasks) {
    return new OperatorProfile(
        tasks.stream().reduce(MetricValues.NONE, MetricValues::plus),
        tasks.stream().reduce(MetricValues.NONE, MetricValues::max),
        tasks.size());
  }
}
