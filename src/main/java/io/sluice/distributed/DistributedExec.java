package io.sluice.distributed;

import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The root of a distributed plan: the head stage, which runs as one task on the coordinator and reads the others. */
public record DistributedExec(ExecutionPlan head) implements ExecutionPlan {
  /** All stages that run on workers, by number. */
  public List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    collect(head, stages);
    stages.sort(Comparator.comparingInt(Stage::number));
    return stages;
  }

  private static void collect(ExecutionPlan plan, List<Stage> stages) {
    for (Stage input : inputStages(plan)) {
      stages.add(input);
      collect(input.requirePlan(), stages);
    }
  }

  /** The stages that a stage's plan reads, in the order in which its text names them. */
  public static List<Stage> inputStages(ExecutionPlan plan) {
    List<Stage> inputs = new ArrayList<>();
    collectInputs(plan, inputs);
    return inputs;
  }

  private static void collectInputs(ExecutionPlan plan, List<Stage> inputs) {
    if (plan instanceof NetworkBoundary boundary) {
      inputs.add(boundary.input());
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
    return head.execute(partition, context);
  }

  @Override
  public String displayAs() {
    return "DistributedExec";
  }
}
