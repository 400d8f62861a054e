package io.sluice.expression;

import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function that is computed row by row. Owned by one driver. */
final class RowEvaluator implements ExpressionEvaluator {
  private final ExpressionEvaluator[] evaluators;
  private final Vector[] values;
  private final @Nullable Object[] arguments;
  private final RowFunction function;
  private final boolean seesNulls;
  private final OwnedVector result;

  RowEvaluator(
      DataType type, List<PhysicalExpression> operands, RowFunction function, boolean seesNulls) {
    evaluators =
        operands.stream().map(PhysicalExpression::newEvaluator).toArray(ExpressionEvaluator[]::new);
    values = new Vector[evaluators.length];
    arguments = new Object[evaluators.length];
    this.function = function;
    this.seesNulls = seesNulls;
    result = new OwnedVector(type);
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    for (int i = 0; i < values.length; i++) {
      values[i] = evaluators[i].evaluate(batch, rows, count);
    }
    FlatVector output = result.begin(batch.length());
    output.setLength(0);
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      while (output.length() < row) {
        output.appendNull();
      }
      output.appendValue(compute(row));
    }
    while (output.length() < batch.length()) {
      output.appendNull();
    }
    return output;
  }

  private @Nullable Object compute(int row) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i].value(row);
      if (value == null && !seesNulls) {
        return null;
      }
      arguments[i] = value;
    }
    return function.apply(arguments);
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
