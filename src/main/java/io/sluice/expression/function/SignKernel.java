package io.sluice.expression.function;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import org.jspecify.annotations.Nullable;

/** Negation and absolute value: the sign turned over for all values, or for negative ones only. */
public final class SignKernel implements ScalarKernel {
  private final boolean isAbsolute;

  private SignKernel(boolean isAbsolute) {
    this.isAbsolute = isAbsolute;
  }

  public static SignKernel negate() {
    return new SignKernel(false);
  }

  public static SignKernel absolute() {
    return new SignKernel(true);
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    FlatVector source = input.argument(0);
    int[] rows = input.rows();
    int count = input.count();
    // The bits of negative values only, or of all.
    long always = isAbsolute ? 0 : -1L;
    long failed = 0;
    if (source instanceof LongVector longs) {
      failed = flip(longs.values(), always, ((LongVector) result).values(), rows, count);
    } else if (source instanceof IntVector ints) {
      failed = flip(ints.values(), (int) always, ((IntVector) result).values(), rows, count);
    } else if (source instanceof DoubleVector doubles) {
      flip(doubles.values(), isAbsolute, ((DoubleVector) result).values(), rows, count);
    } else {
      flip((Decimal128Vector) source, always, (Decimal128Vector) result, rows, count);
    }
    if (failed < 0) {
      throw overflow(input);
    }
  }

  private static long flip(
      long[] values, long always, long[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      long value = values[row];
      long mask = always | value >> 63;
      long flipped = (value ^ mask) - mask;
      output[row] = flipped;
      // The least value is its own negative.
      failed |= value & flipped;
    }
    return failed;
  }

  private static long flip(
      int[] values, int always, int[] output, int @Nullable [] rows, int count) {
    int failed = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int value = values[row];
      int mask = always | value >> 31;
      int flipped = (value ^ mask) - mask;
      output[row] = flipped;
      failed |= value & flipped;
    }
    return failed;
  }

  private static void flip(
      double[] values, boolean isAbsolute, double[] output, int @Nullable [] rows, int count) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      output[row] = isAbsolute ? Math.abs(values[row]) : -values[row];
    }
  }

  private static void flip(
      Decimal128Vector source,
      long always,
      Decimal128Vector result,
      int @Nullable [] rows,
      int count) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      long mask = always | source.high()[row] >> 63;
      long low = (source.low()[row] ^ mask) - mask;
      long carry = mask & (low == 0 ? 1 : 0);
      result.low()[row] = low;
      result.high()[row] = (source.high()[row] ^ mask) + carry;
    }
  }

  private static SluiceException overflow(KernelInput input) {
    int[] rows = input.rows();
    FlatVector source = input.argument(0);
    int least = 0;
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      boolean isLeast = source instanceof LongVector longs
          ? longs.values()[row] == Long.MIN_VALUE
          : ((IntVector) source).values()[row] == Integer.MIN_VALUE;
      if (isLeast) {
        least = row;
        break;
      }
    }
    return new SluiceException(
        ErrorCode.NUMERIC_OVERFLOW,
        "The negative of " + input.text(0, least) + " does not fit " + source.type()
            + "; cast it to a wider type");
  }
}
