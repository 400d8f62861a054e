package io.sluice.expression.kernel;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import org.jspecify.annotations.Nullable;

/**
 * Values as {@code long} keys that compare as the values do. BIGINT, TIMESTAMP and short DECIMAL are their own keys; DOUBLE has NaN equal to
 * itself and above all else, and one zero. Owned by one driver.
 */
public final class LongKeys {
  private enum Form {
    PLAIN,
    SCALED,
    DOUBLE,
    BOOLEAN
  }

  private final Form form;
  private final long factor;
  private long[] scratch = new long[0];

  private LongKeys(Form form, long factor) {
    this.form = form;
    this.factor = factor;
  }

  public static LongKeys ofLong() {
    return new LongKeys(Form.PLAIN, 1);
  }

  /** Values times a factor that cannot make them overflow. */
  public static LongKeys ofScaled(long factor) {
    return new LongKeys(factor == 1 ? Form.PLAIN : Form.SCALED, factor);
  }

  public static LongKeys ofDouble() {
    return new LongKeys(Form.DOUBLE, 1);
  }

  public static LongKeys ofBoolean() {
    return new LongKeys(Form.BOOLEAN, 1);
  }

  /** The key of a DOUBLE. */
  public static long key(double value) {
    // Adding zero turns -0.0 into 0.0.
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ (bits >> 63) & Long.MAX_VALUE;
  }

  /** The key of one value. */
  long key(FlatVector vector, int row) {
    return switch (form) {
      case PLAIN -> ((LongVector) vector).values()[row];
      case SCALED -> ((LongVector) vector).values()[row] * factor;
      case DOUBLE -> key(((DoubleVector) vector).values()[row]);
      case BOOLEAN -> ((BooleanVector) vector).get(row) ? 1 : 0;
    };
  }

  /** The keys of the rows; the array stands until the next call and may be the vector's own. */
  long[] keys(FlatVector vector, int @Nullable [] rows, int count) {
    if (form == Form.PLAIN) {
      return ((LongVector) vector).values();
    }
    if (scratch.length < vector.length()) {
      scratch = new long[vector.length()];
    }
    switch (form) {
      case SCALED -> scale(((LongVector) vector).values(), factor, scratch, vector.length());
      case DOUBLE -> keysOfDoubles(((DoubleVector) vector).values(), rows, count, scratch);
      default -> keysOfBits(((BooleanVector) vector).words(), rows, count, scratch);
    }
    return scratch;
  }

  private static void scale(long[] values, long factor, long[] output, int length) {
    for (int i = 0; i < length; i++) {
      output[i] = values[i] * factor;
    }
  }

  private static void keysOfDoubles(
      double[] values, int @Nullable [] rows, int count, long[] output) {
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[i] = key(values[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        output[rows[i]] = key(values[rows[i]]);
      }
    }
  }

  private static void keysOfBits(long[] words, int @Nullable [] rows, int count, long[] output) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      output[row] = Bits.get(words, row) ? 1 : 0;
    }
  }
}
