package io.sluice.operator.scan;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/** Gives the driver thread back when the quantum is over. Stands on top of every leaf, so that leaves need not think of it. */
public record CooperativeExec(ExecutionPlan input) implements ExecutionPlan {
  @Override
  public PlanProperties properties() {
    return input.properties();
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new CooperativeExec(children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return new CooperativeStream(input.open(partition, context));
  }

  @Override
  public String displayAs() {
    return "CooperativeExec";
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }
}
