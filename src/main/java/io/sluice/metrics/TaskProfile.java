package io.sluice.metrics;

import java.util.List;

/**
 * What a task counted.
 *
 * @param operators by their position in the plan: see {@link MeasuredTask}
 * @param output what handing over its rows took
 */
public record TaskProfile(List<MetricValues> operators, MetricValues output) {
  public TaskProfile {
    operators = List.copyOf(operators);
  }
}
