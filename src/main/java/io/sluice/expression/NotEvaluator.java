package io.sluice.expression;

import io.sluice.column.BooleanVector;
import io.sluice.column.ConstantVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import org.jspecify.annotations.Nullable;

/** NOT: the bits turned over, NULL left alone. */
final class NotEvaluator implements ExpressionEvaluator {
  private final ExpressionEvaluator operand;
  private final OwnedVector result = new OwnedVector(DataType.BOOLEAN);

  NotEvaluator(ExpressionEvaluator operand) {
    this.operand = operand;
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    Vector value = operand.evaluate(batch, rows, count);
    if (value instanceof DictionaryVector) {
      // Readers keep what they computed for a dictionary as long as they see the same object.
      result.detach();
    }
    FlatVector inverted = invert((BooleanVector) value.flat());
    if (value instanceof ConstantVector) {
      return new ConstantVector(inverted, batch.length());
    }
    if (value instanceof DictionaryVector encoded) {
      return new DictionaryVector(inverted, encoded.codes(), encoded.validity(), batch.length());
    }
    return inverted;
  }

  private FlatVector invert(BooleanVector source) {
    int length = source.length();
    BooleanVector inverted = (BooleanVector) result.begin(length);
    inverted.copyValidity(source.validity(), length);
    long[] from = source.words();
    long[] to = inverted.words();
    for (int i = 0; i < length + 63 >>> 6; i++) {
      to[i] = ~from[i];
    }
    return inverted;
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
