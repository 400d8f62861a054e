package io.sluice.distributed;

import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The root of a distributed plan: the head stage, which runs as one task on the coordinator and reads the others. */
public record DistributedExec(ExecutionPlan head) implements ExecutionPlan {
  /** All stages that run on workers, by number. */
  public List<Stage> stages() {
    Map<Integer, Stage> stages = new TreeMap<>();
    collect(head, stages);
    return List.copyOf(stages.values());
  }

  private static void collect(ExecutionPlan plan, Map<Integer, Stage> stages) {
    for (Stage input : inputStages(plan)) {
      if (stages.putIfAbsent(input.number(), input) == null) {
        collect(input.requirePlan(), stages);
      }
    }
  }

  /** The stages that a stage's plan reads, each once, in the order in which its text names them. */
  public static List<Stage> inputStages(ExecutionPlan plan) {
    Map<Integer, Stage> inputs = new LinkedHashMap<>();
    collectInputs(plan, inputs);
    return List.copyOf(inputs.values());
  }

  private static void collectInputs(ExecutionPlan plan, Map<Integer, Stage> inputs) {
    if (plan instanceof NetworkBoundary boundary) {
      inputs.putIfAbsent(boundary.input().number(), boundary.input());
    }
    plan.children().forEach(child -> collectInputs(child, inputs));
  }

  @Override
  public PlanProperties properties() {
    return head.properties();
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(head);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new DistributedExec(children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return head.open(partition, context);
  }

  @Override
  public String displayAs() {
    return "DistributedExec";
  }
}
