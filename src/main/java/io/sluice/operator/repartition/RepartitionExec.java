package io.sluice.operator.repartition;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/**
 * Spreads the rows of all input partitions over other partitions of the same task: by the hash of expressions, or whole batches in turn. The
 * order of rows is lost unless there is one partition on both sides.
 */
public record RepartitionExec(Partitioning partitioning, ExecutionPlan input)
    implements ExecutionPlan {
  @Override
  public PlanProperties properties() {
    PlanProperties properties = input.properties();
    boolean isOrderKept =
        properties.partitioning().partitionCount() == 1 && partitioning.partitionCount() == 1;
    return properties
        .withPartitioning(partitioning)
        .withOrdering(isOrderKept ? properties.ordering() : List.of());
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new RepartitionExec(partitioning, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    if (partitioning.partitionCount() == 1 && input.partitionCount() == 1) {
      return input.open(0, context);
    }
    return Repartitioning.of(this, context).open(partition, context);
  }

  @Override
  public String displayAs() {
    return "RepartitionExec: partitioning=" + partitioning + ", input_partitions="
        + input.partitionCount();
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }
}
