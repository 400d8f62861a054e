package io.sluice.distributed;

import io.sluice.plan.Boundedness;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A part of a plan that runs as some tasks, each making all partitions of the plan's root.
 *
 * @param number from 1, deepest and leftmost first
 * @param partitionCount output partitions of each task
 * @param boundedness of its output
 * @param plan empty where only the way to the stage's output matters: in a task that reads it
 */
public record Stage(
    int number,
    int taskCount,
    Schema schema,
    int partitionCount,
    Boundedness boundedness,
    Optional<ExecutionPlan> plan) {
  static Stage of(int number, int taskCount, ExecutionPlan plan) {
    return new Stage(
        number,
        taskCount,
        plan.schema(),
        plan.partitionCount(),
        plan.properties().boundedness(),
        Optional.of(plan));
  }

  /** What a boundary promises that reads it in no known order. */
  PlanProperties outputAs(Partitioning partitioning) {
    return new PlanProperties(schema, partitioning, List.of(), boundedness);
  }

  /** The plan, where this stage is to be run. */
  public ExecutionPlan requirePlan() {
    return plan.orElseThrow(
        () -> new IllegalStateException("the plan of stage " + number + " is not here"));
  }
}
