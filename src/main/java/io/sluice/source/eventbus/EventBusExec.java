package io.sluice.source.eventbus;

import io.sluice.plan.Boundedness;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads the messages of an address, in one partition of one task: two consumers would share what is sent and both get what is published.
 *
 * @param columns of {@link EventBusTable#SCHEMA}
 */
record EventBusExec(
    String address, OptionalLong messageLimit, OptionalLong durationMillis, List<Integer> columns)
    implements ExecutionPlan {
  EventBusExec {
    columns = List.copyOf(columns);
  }

  @Override
  public PlanProperties properties() {
    Schema schema = EventBusTable.SCHEMA.project(
        columns.stream().mapToInt(Integer::intValue).toArray());
    return new PlanProperties(
        schema, new Partitioning.Unknown(1), List.of(), Boundedness.UNBOUNDED);
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of();
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return this;
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return new EventBusStream(this, context);
  }

  @Override
  public String displayAs() {
    StringBuilder text = new StringBuilder("EventBusExec: address=").append(address);
    messageLimit.ifPresent(count -> text.append(", messages=").append(count));
    durationMillis.ifPresent(millis -> text.append(", duration=").append(millis).append(" ms"));
    return text.toString();
  }
}
