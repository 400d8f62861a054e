package io.sluice.distributed;

import io.sluice.metrics.MetricValues;
import io.sluice.metrics.OperatorProfile;
import io.sluice.metrics.QueryProfile;
import io.sluice.metrics.StageProfile;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.OperatorMetric;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plan as JSON: an array of stages, the first of which is the coordinator's, each with the tree of its nodes. For one plan. */
public final class DistributedPlanJson {
  private final @Nullable QueryProfile profile;

  private DistributedPlanJson(@Nullable QueryProfile profile) {
    this.profile = profile;
  }

  /** {@code {"stages": [{"stage": 0, "tasks": 1, "inputs": [1], "plan": {"node": "...", "children": [...]}}]}}. */
  public static JsonObject format(ExecutionPlan plan) {
    return new DistributedPlanJson(null).plan(plan);
  }

  /**
   * The same with {@code "output"} of each stage and {@code "metrics"} of each node: {@code {"output_rows": 5, "elapsed_compute_nanos": 1250, "max": {...}}}, the sums
   * over the tasks and for each the largest of a task, without those that are 0; and {@code "rows"}, {@code "planning_nanos"} and {@code "execution_nanos"} of the query.
   */
  public static JsonObject format(ExecutionPlan plan, QueryProfile profile) {
    return new DistributedPlanJson(profile)
        .plan(plan)
        .put("rows", profile.rowCount())
        .put("planning_nanos", profile.planningNanos())
        .put("execution_nanos", profile.executionNanos());
  }

  private JsonObject plan(ExecutionPlan plan) {
    JsonArray stages = new JsonArray();
    if (plan instanceof DistributedExec distributed) {
      stages.add(stage(0, 1, distributed.head()));
      for (Stage stage : distributed.stages()) {
        stages.add(stage(stage.number(), stage.taskCount(), stage.requirePlan()));
      }
    } else {
      stages.add(stage(0, 1, plan));
    }
    return new JsonObject().put("stages", stages);
  }

  private JsonObject stage(int number, int taskCount, ExecutionPlan plan) {
    Optional<StageProfile> counted = Optional.ofNullable(profile).map(query -> query.stage(number));
    JsonArray inputs = new JsonArray();
    DistributedExec.inputStages(plan).forEach(input -> inputs.add(input.number()));
    JsonObject stage =
        new JsonObject().put("stage", number).put("tasks", taskCount).put("inputs", inputs);
    counted.ifPresent(known -> stage.put("output", metrics(known.output())));
    JsonArray root = new JsonArray();
    addNode(root, plan, counted, 0);
    return stage.put("plan", root.getJsonObject(0));
  }

  /** Answers the position behind all that is below the node. */
  private static int addNode(
      JsonArray target, ExecutionPlan plan, Optional<StageProfile> counted, int position) {
    JsonObject node = new JsonObject().put("node", plan.displayAs());
    counted.ifPresent(known -> node.put("metrics", metrics(known.operator(position))));
    JsonArray children = new JsonArray();
    int next = position + 1;
    for (ExecutionPlan child : plan.children()) {
      next = addNode(children, child, counted, next);
    }
    target.add(node.put("children", children));
    return next;
  }

  private static JsonObject metrics(OperatorProfile profile) {
    return values(profile.total()).put("max", values(profile.max()));
  }

  private static JsonObject values(MetricValues values) {
    JsonObject json = new JsonObject();
    for (OperatorMetric metric : OperatorMetric.values()) {
      long value = values.get(metric);
      if (value != 0) {
        String unit = metric.unit() == OperatorMetric.Unit.NANOS ? "_nanos" : "";
        json.put(metric.displayName() + unit, value);
      }
    }
    return json;
  }
}
