package io.sluice.metrics;

import java.util.Map;

/**
 * What a query took.
 *
 * @param stages by number; 0 is the coordinator's
 * @param rowCount rows of the result
 * @param planningNanos from its admission to the first task
 * @param executionNanos from then to the last row of the result
 */
public record QueryProfile(
    Map<Integer, StageProfile> stages, long rowCount, long planningNanos, long executionNanos) {
  public QueryProfile {
    stages = Map.copyOf(stages);
  }

  public StageProfile stage(int number) {
    return stages.getOrDefault(number, StageProfile.NONE);
  }
}
