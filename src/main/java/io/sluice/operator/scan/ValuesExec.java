package io.sluice.operator.scan;

import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.List;

/**
 * Rows of constants, in one partition. One row without columns is what a SELECT without FROM reads; no rows at all is the empty relation.
 *
 * @param schema the columns; each row has a literal of the column's type for each
 */
public record ValuesExec(Schema schema, List<List<Literal>> rows) implements ExecutionPlan {
  public ValuesExec {
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Literal> row : rows) {
      if (row.size() != schema.size()) {
        throw new IllegalArgumentException(
            "a row of " + row.size() + " values for " + schema.size() + " columns");
      }
    }
  }

  @Override
  public PlanProperties properties() {
    return PlanProperties.of(schema, new Partitioning.Unknown(1));
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
    return new ValuesStream(schema, rows, context.batchSize());
  }

  @Override
  public String displayAs() {
    return "ValuesExec: rows=" + rows.size();
  }
}
