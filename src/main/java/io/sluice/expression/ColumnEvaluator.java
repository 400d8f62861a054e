package io.sluice.expression;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import org.jspecify.annotations.Nullable;

/** Hands on a column of the batch as it is. */
final class ColumnEvaluator implements ExpressionEvaluator {
  private final int index;

  ColumnEvaluator(int index) {
    this.index = index;
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    return batch.column(index);
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    return TrueRows.select(batch.column(index), rows, count, output);
  }

  @Override
  public void detach() {}
}
