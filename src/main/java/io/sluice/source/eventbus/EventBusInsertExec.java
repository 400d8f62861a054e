package io.sluice.source.eventbus;

import io.sluice.extension.write.RowSink;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/** Publishes each row of its input as a message, and answers a row for each partition with the number of messages. */
record EventBusInsertExec(String address, ExecutionPlan input) implements ExecutionPlan {
  @Override
  public PlanProperties properties() {
    PlanProperties properties = input.properties();
    return new PlanProperties(
        RowSink.COUNT, properties.partitioning(), List.of(), properties.boundedness());
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new EventBusInsertExec(address, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return new EventBusInsertStream(address, input.open(partition, context), context);
  }

  @Override
  public String displayAs() {
    return "EventBusInsertExec: address=" + address;
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.LOWER_EQUAL;
  }
}
