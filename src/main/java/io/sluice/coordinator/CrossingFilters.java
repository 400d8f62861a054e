package io.sluice.coordinator;

import io.sluice.distributed.DistributedUnionExec;
import io.sluice.distributed.Stage;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.RuntimeFilterSource;
import io.sluice.plan.RuntimeFilterTarget;
import io.sluice.plan.runtimefilter.FilterExchange;
import io.sluice.plan.runtimefilter.FilteredColumn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The runtime filters of a query that joins of one stage make for scans of others.
 *
 * @param filters by the number of the filter
 */
record CrossingFilters(Map<Integer, Crossing> filters) {
  /**
   * Where a filter comes from and goes to.
   *
   * @param source the stage of its join
   * @param parts how many tasks of it must have told theirs
   * @param targets the stages of the scans, the join's own left out
   */
  record Crossing(int source, int parts, Set<Integer> targets) {}

  /** Those of a plan, whose head is a stage of its own. */
  static CrossingFilters of(QueryPlan plan, int headStage) {
    Map<Integer, Crossing> sources = new HashMap<>();
    Map<Integer, Set<Integer>> targets = new HashMap<>();
    collect(plan.head(), headStage, 1, sources, targets);
    for (Stage stage : plan.stages()) {
      collect(stage.requirePlan(), stage.number(), stage.taskCount(), sources, targets);
    }
    Map<Integer, Crossing> crossing = new TreeMap<>();
    sources.forEach((filter, source) -> {
      Set<Integer> others = new HashSet<>(targets.getOrDefault(filter, Set.of()));
      others.remove(source.source());
      if (!others.isEmpty()) {
        crossing.put(filter, new Crossing(source.source(), source.parts(), others));
      }
    });
    return new CrossingFilters(crossing);
  }

  private static void collect(
      ExecutionPlan plan,
      int stage,
      int taskCount,
      Map<Integer, Crossing> sources,
      Map<Integer, Set<Integer>> targets) {
    if (plan instanceof RuntimeFilterTarget target) {
      for (FilteredColumn filter : target.runtimeFilters()) {
        targets.computeIfAbsent(filter.filter(), number -> new HashSet<>()).add(stage);
      }
    }
    if (plan instanceof RuntimeFilterSource source) {
      int parts = source.knowsAllKeys() ? 1 : taskCount;
      source
          .filterNumbers()
          .forEach(filter -> sources.put(filter, new Crossing(stage, parts, Set.of())));
    }
    Map<Integer, Crossing> sourcesBelow = sources;
    if (plan instanceof DistributedUnionExec) {
      // A task runs some of the inputs only, so that nobody could tell when all parts are there.
      sourcesBelow = new HashMap<>();
    }
    for (ExecutionPlan child : plan.children()) {
      collect(child, stage, taskCount, sourcesBelow, targets);
    }
  }

  /** What a stage's tasks have to do with. */
  FilterExchange of(int stage) {
    Set<Integer> published = new HashSet<>();
    Set<Integer> awaited = new HashSet<>();
    filters.forEach((filter, crossing) -> {
      if (crossing.source() == stage) {
        published.add(filter);
      } else if (crossing.targets().contains(stage)) {
        awaited.add(filter);
      }
    });
    return new FilterExchange(published, awaited);
  }
}
