package io.sluice.operator.recursion;

import static java.util.Objects.requireNonNull;

import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.List;

/**
 * The rows of the iteration before, inside the term of a {@link RecursiveQueryExec}.
 *
 * @param recursion the number of that node
 */
public record WorkingTableExec(int recursion, Schema table) implements ExecutionPlan {
  public WorkingTableExec {
    requireNonNull(table, "table");
  }

  @Override
  public PlanProperties properties() {
    return PlanProperties.of(table, new Partitioning.Unknown(1));
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
    return new WorkingTableStream(table, context.workingTable(recursion).iterator());
  }

  @Override
  public String displayAs() {
    return "WorkingTableExec: recursion=" + recursion;
  }
}
