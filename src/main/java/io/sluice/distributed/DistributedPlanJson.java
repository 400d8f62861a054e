package io.sluice.distributed;

import io.sluice.plan.ExecutionPlan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A plan as JSON: an array of stages, the first of which is the coordinator's, each with the tree of its nodes. */
public final class DistributedPlanJson {
  private DistributedPlanJson() {}

  /** {@code {"stages": [{"stage": 0, "tasks": 1, "inputs": [1], "plan": {"node": "...", "children": [...]}}]}}. */
  public static JsonObject format(ExecutionPlan plan) {
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

  private static JsonObject stage(int number, int taskCount, ExecutionPlan plan) {
    JsonArray inputs = new JsonArray();
    DistributedExec.inputStages(plan).forEach(input -> inputs.add(input.number()));
    return new JsonObject()
        .put("stage", number)
        .put("tasks", taskCount)
        .put("inputs", inputs)
        .put("plan", node(plan));
  }

  private static JsonObject node(ExecutionPlan plan) {
    JsonArray children = new JsonArray();
    plan.children().forEach(child -> children.add(node(child)));
    return new JsonObject().put("node", plan.displayAs()).put("children", children);
  }
}
