package io.sluice.operator.aggregate;

import io.sluice.column.Vector;
import io.sluice.expression.ColumnExpression;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Passes rows on and fails at the second row with the same keys: what a sub-query that stands for one value may not give. Equal keys must be in one partition.
 *
 * <p>Without keys it has one partition and exactly one row: of NULLs when its input has none.
 */
public record SingleRowExec(List<ColumnExpression> keys, ExecutionPlan input)
    implements ExecutionPlan {
  public SingleRowExec {
    keys = List.copyOf(keys);
    if (keys.isEmpty() && input.partitionCount() != 1) {
      throw new IllegalArgumentException("a single row comes from one partition");
    }
  }

  @Override
  public PlanProperties properties() {
    PlanProperties properties = input.properties();
    return keys.isEmpty()
        ? properties.withSchema(new Schema(properties.schema().fields().stream()
            .map(field -> field.withNullable(true))
            .toList()))
        : properties;
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new SingleRowExec(keys, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    RecordBatchStream rows = input.open(partition, context);
    if (keys.isEmpty()) {
      return new SingleRowStream(schema(), rows);
    }
    List<Field> fields =
        keys.stream().map(key -> input.schema().field(key.index())).toList();
    return new UniqueKeyStream(
        keys.stream().map(ColumnExpression::index).toList(),
        fields,
        rows,
        context.reserve("SingleRowExec"));
  }

  @Override
  public String displayAs() {
    return "SingleRowExec: per=["
        + keys.stream().map(ColumnExpression::toString).collect(Collectors.joining(", "))
        + "]";
  }

  /** The columns that are keys. */
  static Vector[] select(List<Integer> columns, io.sluice.column.RecordBatch batch) {
    Vector[] selected = new Vector[columns.size()];
    for (int i = 0; i < selected.length; i++) {
      selected[i] = batch.column(columns.get(i));
    }
    return selected;
  }
}
