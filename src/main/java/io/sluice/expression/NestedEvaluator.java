package io.sluice.expression;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.function.NestedOperation;
import io.sluice.expression.kernel.BytesOutput;
import org.jspecify.annotations.Nullable;

/** Computes a function of nested values row by row, NULLs included. Owned by one driver. */
final class NestedEvaluator implements ExpressionEvaluator {
  private final ExpressionEvaluator[] arguments;
  private final NestedOperation operation;
  private final OwnedVector result;

  NestedEvaluator(NestedExpression expression, NestedOperation operation) {
    this.arguments = expression.arguments().stream()
        .map(PhysicalExpression::newEvaluator)
        .toArray(ExpressionEvaluator[]::new);
    this.operation = operation;
    this.result = new OwnedVector(expression.type());
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    Vector[] inputs = new Vector[arguments.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = arguments[i].evaluate(batch, rows, count);
    }
    FlatVector output = result.begin(batch.length());
    BytesOutput bytes = output instanceof BytesVector vector ? new BytesOutput(vector) : null;
    @Nullable Object[] values = new @Nullable Object[inputs.length];
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      for (int input = 0; input < values.length; input++) {
        values[input] = inputs[input].value(row);
      }
      Object value = operation.apply(values);
      if (value == null) {
        output.setNull(row);
        continue;
      }
      if (bytes != null) {
        bytes.finish(row);
        bytes.written(row);
      }
      output.putValue(row, value);
    }
    if (bytes != null) {
      bytes.finish(batch.length());
    }
    return output;
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    return TrueRows.select(evaluate(batch, rows, count), rows, count, output);
  }

  @Override
  public void detach() {
    result.detach();
  }
}
