package io.sluice.operator.window;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.SortField;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds a column for each window function to the columns of its input. Rows of one window partition stand in one partition of the input, one after the other and in the
 * order of the window; a window without keys has an input of one partition.
 *
 * @param partitionBy columns of the input; rows with equal values, NULLs among them, form a window partition
 * @param orderBy the order inside a window partition, over columns of the input
 */
public record WindowExec(
    List<ColumnExpression> partitionBy,
    List<SortField> orderBy,
    List<WindowCall> calls,
    ExecutionPlan input)
    implements ExecutionPlan {
  public WindowExec {
    partitionBy = List.copyOf(partitionBy);
    orderBy = List.copyOf(orderBy);
    calls = List.copyOf(calls);
    for (SortField field : orderBy) {
      if (!(field.expression() instanceof ColumnExpression)) {
        throw new IllegalArgumentException("a window is ordered by columns, not " + field);
      }
    }
  }

  @Override
  public PlanProperties properties() {
    PlanProperties properties = input.properties();
    List<Field> fields = new ArrayList<>(properties.schema().fields());
    calls.forEach(call -> fields.add(call.toField()));
    return properties.withSchema(new Schema(fields));
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public WindowExec withNewChildren(List<ExecutionPlan> children) {
    return new WindowExec(partitionBy, orderBy, calls, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    if (partitionBy.isEmpty() && input.partitionCount() != 1) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "WindowExec without partition keys needs an input of one partition, not "
              + input.partitionCount());
    }
    return new WindowStream(
        this, input.open(partition, context), context.batchSize(), context.reserve("WindowExec"));
  }

  @Override
  public String displayAs() {
    return "WindowExec: wdw=" + calls + ", partition_by=" + partitionBy + ", order_by=" + orderBy;
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }
}
