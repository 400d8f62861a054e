package io.sluice.operator.repartition;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/**
 * Gives all rows of its input to each task of the stage that reads it: output partition {@code c * p + i} is what task {@code c} gets of the input's partition {@code i} of {@code p}. A partition is
 * computed once; a row is kept until every task has it, in memory.
 *
 * @param consumers the tasks that read
 */
public record BroadcastExec(int consumers, ExecutionPlan input) implements ExecutionPlan {
  @Override
  public PlanProperties properties() {
    PlanProperties properties = input.properties();
    int partitions = Math.multiplyExact(consumers, properties.partitioning().partitionCount());
    return properties.withPartitioning(new Partitioning.Unknown(partitions));
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new BroadcastExec(consumers, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    int perConsumer = input.partitionCount();
    return context
        .shared(this, () -> new Spooling(input, consumers, "BroadcastExec rows"))
        .open(partition % perConsumer, partition / perConsumer, context);
  }

  @Override
  public String displayAs() {
    int perConsumer = input.partitionCount();
    return "BroadcastExec: input_partitions=%d, consumer_tasks=%d, output_partitions=%d"
        .formatted(perConsumer, consumers, perConsumer * consumers);
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }
}
