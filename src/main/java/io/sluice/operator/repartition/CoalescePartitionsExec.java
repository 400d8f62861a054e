package io.sluice.operator.repartition;

import io.sluice.config.SessionOptions;
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
    if (input.partitionCount() == 1) {
      return input.open(0, context);
    }
    return QueuedInputs.gather(
        "CoalescePartitionsExec",
        QueuedInputs.openAll(input, context),
        QueueBound.ofBytes(context
            .memory()
            .bufferBytes(context.config().get(SessionOptions.REPARTITION_QUEUE_BYTES))),
        context);
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
