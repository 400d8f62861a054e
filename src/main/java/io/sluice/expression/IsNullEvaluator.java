package io.sluice.expression;

import io.sluice.column.BooleanVector;
import io.sluice.column.ConstantVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.kernel.Selections;
import io.sluice.type.DataType;
import org.jspecify.annotations.Nullable;

/** IS NULL and IS NOT NULL, from the validity words. */
final class IsNullEvaluator implements ExpressionEvaluator {
  private final ExpressionEvaluator operand;
  private final boolean negated;
  private final OwnedVector result = new OwnedVector(DataType.BOOLEAN);

  IsNullEvaluator(PhysicalExpression operand, boolean negated) {
    this.operand = operand.newEvaluator();
    this.negated = negated;
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    Vector value = operand.evaluate(batch, rows, count);
    long[] validity = validityOf(value);
    int length = batch.length();
    if (validity == null) {
      boolean isNull = value instanceof ConstantVector && value.mayHaveNulls();
      BooleanVector one = (BooleanVector) result.begin(1);
      one.put(0, isNull != negated);
      return new ConstantVector(one, length);
    }
    BooleanVector values = (BooleanVector) result.begin(length);
    long[] words = values.words();
    long flip = negated ? 0 : -1L;
    for (int i = 0; i < length + 63 >>> 6; i++) {
      words[i] = validity[i] ^ flip;
    }
    return values;
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    Vector value = operand.evaluate(batch, rows, count);
    long[] validity = validityOf(value);
    if (validity == null) {
      boolean isNull = value instanceof ConstantVector && value.mayHaveNulls();
      return isNull != negated ? Selections.all(rows, count, output) : 0;
    }
    return negated
        ? Selections.whereSet(validity, rows, count, output)
        : Selections.whereClear(validity, rows, count, output);
  }

  private static long @Nullable [] validityOf(Vector value) {
    if (value instanceof DictionaryVector encoded) {
      return encoded.validity();
    }
    return value instanceof FlatVector flat ? flat.validity() : null;
  }

  @Override
  public void detach() {
    result.detach();
  }
}
