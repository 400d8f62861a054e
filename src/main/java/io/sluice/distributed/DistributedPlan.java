package io.sluice.distributed;

import io.sluice.codec.PlanCodec;
import io.sluice.plan.ExecutionPlan;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan that is spread over workers, with what their tasks are sent once that was asked for. Thread-safe.
 *
 * @see Distributions
 */
public final class DistributedPlan {
  /** Longer ones are encoded for each query. */
  private static final long MAX_KEPT_BYTES = 256 << 10;

  private final ExecutionPlan plan;
  private volatile Map<Integer, List<Buffer>> kept = Map.of();

  DistributedPlan(ExecutionPlan plan) {
    this.plan = plan;
  }

  /** A {@link DistributedExec}, or a plan that one task does. */
  public ExecutionPlan plan() {
    return plan;
  }

  /** All stages that run on workers, by number. */
  public List<Stage> stages() {
    return plan instanceof DistributedExec distributed ? distributed.stages() : List.of();
  }

  /**
   * What the tasks of each stage run, by the stage's number, as bytes that nobody changes.
   *
   * @param codec the same at every call
   */
  public Map<Integer, List<Buffer>> taskPlans(PlanCodec codec) {
    Map<Integer, List<Buffer>> known = kept;
    List<Stage> stages = stages();
    if (known.isEmpty() && !stages.isEmpty()) {
      known = encode(stages, codec);
      if (byteCount(known) <= MAX_KEPT_BYTES) {
        kept = known;
      }
    }
    return known;
  }

  private static Map<Integer, List<Buffer>> encode(List<Stage> stages, PlanCodec codec) {
    Map<Integer, List<Buffer>> plans = new TreeMap<>();
    for (Stage stage : stages) {
      plans.put(stage.number(), encode(stage, codec));
    }
    return plans;
  }

  private static List<Buffer> encode(Stage stage, PlanCodec codec) {
    ExecutionPlan plan = stage.requirePlan();
    List<Buffer> tasks = new ArrayList<>();
    Buffer common = null;
    for (int task = 0; task < stage.taskCount(); task++) {
      ExecutionPlan taskPlan = plan.forTask(task);
      if (taskPlan != plan) {
        tasks.add(codec.encode(taskPlan));
        continue;
      }
      if (common == null) {
        common = codec.encode(plan);
      }
      tasks.add(common);
    }
    return tasks;
  }

  private static long byteCount(Map<Integer, List<Buffer>> plans) {
    return plans.values().stream()
        .flatMap(List::stream)
        .mapToLong(Buffer::length)
        .sum();
  }
}
