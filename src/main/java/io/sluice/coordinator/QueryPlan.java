package io.sluice.coordinator;

import static java.util.Objects.requireNonNull;

import io.sluice.codec.PlanCodec;
import io.sluice.distributed.DistributedExec;
import io.sluice.distributed.DistributedPlan;
import io.sluice.distributed.Stage;
import io.sluice.extension.WorkerInfo;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.QueryId;
import io.vertx.core.buffer.Buffer;
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
 * @param stages those that run on workers, by number
 * @param taskPlans for each stage what each of its tasks runs, encoded
 * @param placement for each stage the worker of each of its tasks
 */
record QueryPlan(
    ExecutionPlan plan,
    List<Stage> stages,
    Map<Integer, List<Buffer>> taskPlans,
    Map<Integer, List<WorkerInfo>> placement) {
  /**
   * Spreads the tasks of every stage over the workers. Stages that have less tasks than there are workers go on where the one before ended, and begin with another worker for each query; of the
   * others the same task comes to the same worker as the last time, which has kept pages of the same files.
   */
  static QueryPlan place(
      DistributedPlan plan, PlanCodec codec, List<WorkerInfo> workers, QueryId query) {
    Map<Integer, List<WorkerInfo>> placement = new TreeMap<>();
    int turn = workers.isEmpty() ? 0 : (int) Long.remainderUnsigned(query.low(), workers.size());
    for (Stage stage : plan.stages()) {
      boolean isFull = stage.taskCount() >= workers.size();
      int first = isFull ? 0 : turn;
      placement.put(
          stage.number(),
          IntStream.range(0, stage.taskCount())
              .mapToObj(task -> workers.get((first + task) % workers.size()))
              .toList());
      if (!isFull) {
        turn += stage.taskCount();
      }
    }
    return new QueryPlan(plan.plan(), plan.stages(), plan.taskPlans(codec), placement);
  }

  /** What the coordinator runs itself. */
  ExecutionPlan head() {
    return plan instanceof DistributedExec distributed ? distributed.head() : plan;
  }

  /** Where the tasks run whose output a stage's plan reads. */
  Map<Integer, List<WorkerInfo>> inputsOf(ExecutionPlan stagePlan) {
    Map<Integer, List<WorkerInfo>> inputs = new HashMap<>();
    for (Stage input : DistributedExec.inputStages(stagePlan)) {
      inputs.put(input.number(), workersOf(input));
    }
    return inputs;
  }

  /** What a task runs, encoded. */
  Buffer taskPlan(Stage stage, int task) {
    return requireNonNull(taskPlans.get(stage.number())).get(task);
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
