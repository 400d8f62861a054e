package io.sluice.expression;

import io.sluice.column.ConstantVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.type.Literal;
import org.jspecify.annotations.Nullable;

/** A constant vector of each batch's length. */
final class LiteralEvaluator implements ExpressionEvaluator {
  private ConstantVector vector;

  LiteralEvaluator(Literal literal) {
    vector = ConstantVector.of(literal, 0);
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    vector = vector.withLength(batch.length());
    return vector;
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    return TrueRows.select(vector, rows, count, output);
  }

  @Override
  public void detach() {}
}
