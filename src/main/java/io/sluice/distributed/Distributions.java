package io.sluice.distributed;

import io.sluice.config.ConfigValues;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PreparedPlan;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one plan became when it was spread over workers the last time: a query that runs again on the same cluster is distributed once. Thread-safe.
 */
public final class Distributions {
  private static final int ANY_WORKERS = Integer.MAX_VALUE;

  private final ExecutionPlan plan;

  // Guarded by this.
  private @Nullable Spread oneTask;
  private @Nullable Spread distributed;

  private record Spread(int workers, Map<String, String> settings, Optional<DistributedPlan> plan) {
    boolean isFor(int wantedWorkers, Map<String, String> wantedSettings) {
      return workers == wantedWorkers && settings.equals(wantedSettings);
    }
  }

  private Distributions(ExecutionPlan plan) {
    this.plan = plan;
  }

  /** Those of a plan. */
  public static Distributions of(PreparedPlan plan) {
    return plan.derived(Distributions.class, Distributions::new);
  }

  /** As {@link DistributedPlanner#oneTask}. */
  public synchronized Optional<DistributedPlan> oneTask(
      DistributedPlanner planner, ConfigValues config) {
    Map<String, String> settings = config.overrides();
    Spread known = oneTask;
    if (known == null || !known.isFor(ANY_WORKERS, settings)) {
      known = new Spread(
          ANY_WORKERS, settings, planner.oneTask(plan, config).map(DistributedPlan::new));
      oneTask = known;
    }
    return known.plan();
  }

  /** As {@link DistributedPlanner#distribute}. */
  public synchronized DistributedPlan distribute(
      DistributedPlanner planner, int workers, ConfigValues config) {
    Map<String, String> settings = config.overrides();
    Spread known = distributed;
    if (known == null || !known.isFor(workers, settings)) {
      known = new Spread(
          workers,
          settings,
          Optional.of(new DistributedPlan(planner.distribute(plan, workers, config))));
      distributed = known;
    }
    return known.plan().orElseThrow();
  }
}
