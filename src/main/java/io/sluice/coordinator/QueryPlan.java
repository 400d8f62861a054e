package io.sluice.coordinator;

import io.sluice.distributed.DistributedExec;
import io.sluice.distributed.Stage;
import io.sluice.extension.WorkerInfo;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.QueryId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A plan with a worker for each task of each stage.
 *
 * @param plan as the user sees it
 * @param placement for each stage the worker of each of its tasks
 */
record QueryPlan(ExecutionPlan plan, Map<Integer, List<WorkerInfo>> placement) {
  /**
   * Spreads the tasks of every stage over the workers. A stage that has less than one for each begins with another worker for each query; of the others the same task
   * comes to the same worker as the last time, which has kept pages of the same files.
   */
  static QueryPlan place(ExecutionPlan plan, List<WorkerInfo> workers, QueryId query) {
    Map<Integer, List<WorkerInfo>> placement = new TreeMap<>();
    if (plan instanceof DistributedExec distributed) {
      int turn = (int) Long.remainderUnsigned(query.low(), workers.size());
      for (Stage stage : distributed.stages()) {
        int first = stage.taskCount() < workers.size() ? turn : 0;
        placement.put(
            stage.number(),
            IntStream.range(0, stage.taskCount())
                .mapToObj(task -> workers.get((first + task) % workers.size()))
                .toList());
      }
    }
    return new QueryPlan(plan, placement);
  }

  /** What the coordinator runs itself. */
  ExecutionPlan head() {
    return plan instanceof DistributedExec distributed ? distributed.head() : plan;
  }

  List<Stage> stages() {
    return plan instanceof DistributedExec distributed ? distributed.stages() : List.of();
  }

  /** Where the tasks run whose output a stage's plan reads. */
  Map<Integer, List<WorkerInfo>> inputsOf(ExecutionPlan stagePlan) {
    Map<Integer, List<WorkerInfo>> inputs = new HashMap<>();
    for (Stage input : DistributedExec.inputStages(stagePlan)) {
      inputs.put(input.number(), workersOf(input));
    }
    return inputs;
  }

  List<WorkerInfo> workersOf(Stage stage) {
    return placement.getOrDefault(stage.number(), List.of());
  }

  /** Where tasks of some stages run. */
  Set<WorkerInfo> workersOf(Set<Integer> stages) {
    Set<WorkerInfo> workers = new HashSet<>();
    stages.forEach(stage -> workers.addAll(placement.getOrDefault(stage, List.of())));
    return workers;
  }

  Set<WorkerInfo> workers() {
    Set<WorkerInfo> workers = new HashSet<>();
    placement.values().forEach(workers::addAll);
    return workers;
  }
}
