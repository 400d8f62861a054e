package io.sluice.operator.repartition;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/** All partitions of its input in one, batches as they come. */
public record CoalescePartitionsExec(ExecutionPlan input) implements ExecutionPlan {
  @Override
  public PlanProperties properties() {
    PlanProperties properties = input.properties();
    return properties.partitioning().partitionCount() == 1
        ? properties
        : properties.withPartitioning(new Partitioning.Unknown(1)).withOrdering(List.of());
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new CoalescePartitionsExec(children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    throw new UnsupportedOperationException(displayAs());
  }

  @Override
  public String displayAs() {
    return "CoalescePartitionsExec";
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }
}
