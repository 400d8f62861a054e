package io.sluice.expression.cast;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.expression.kernel.Int128;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.PowersOfTen;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.TypeKind;
import org.jspecify.annotations.Nullable;

/** BOOLEAN (as 0 and 1), TINYINT, SMALLINT, INTEGER and BIGINT to the types of numbers and to BOOLEAN. */
final class WholeNumberCast implements ScalarKernel {
  private final DataType to;
  private long[] widened = new long[0];

  WholeNumberCast(DataType to) {
    this.to = to;
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    int[] rows = input.rows();
    int count = input.count();
    long[] values = widen(input);
    if (result instanceof IntVector ints) {
      check(input, values, narrow(values, WholeNumbers.bits(to), ints.values(), rows, count));
    } else if (result instanceof DoubleVector doubles) {
      toDoubles(values, doubles.values(), rows, count);
      if (to.kind() == TypeKind.REAL) {
        toFloats(values, doubles.values(), rows, count);
      }
    } else if (result instanceof BooleanVector booleans) {
      toBooleans(values, booleans.words(), rows, count);
    } else if (to instanceof DecimalType decimal) {
      toDecimals(input, values, decimal, result);
    } else {
      copy(values, ((LongVector) result).values(), rows, count);
    }
  }

  /** The values as {@code long}. */
  private long[] widen(KernelInput input) {
    FlatVector source = input.argument(0);
    if (source instanceof LongVector longs) {
      return longs.values();
    }
    if (widened.length < input.length()) {
      widened = new long[input.length()];
    }
    if (source instanceof IntVector ints) {
      widen(ints.values(), widened, input.length());
    } else {
      long[] words = ((BooleanVector) source).words();
      for (int i = 0; i < input.length(); i++) {
        widened[i] = Bits.get(words, i) ? 1 : 0;
      }
    }
    return widened;
  }

  private static void widen(int[] values, long[] output, int length) {
    for (int i = 0; i < length; i++) {
      output[i] = values[i];
    }
  }

  private static long narrow(
      long[] values, int bits, int[] output, int @Nullable [] rows, int count) {
    int shift = Long.SIZE - bits;
    long failed = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      long value = values[row];
      long narrowed = value << shift >> shift;
      output[row] = (int) narrowed;
      failed |= value ^ narrowed;
    }
    return failed;
  }

  private static void toDoubles(long[] values, double[] output, int @Nullable [] rows, int count) {
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[i] = values[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        output[rows[i]] = values[rows[i]];
      }
    }
  }

  private static void toFloats(long[] values, double[] output, int @Nullable [] rows, int count) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      output[row] = (float) values[row];
    }
  }

  private static void toBooleans(long[] values, long[] words, int @Nullable [] rows, int count) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      Bits.put(words, row, values[row] != 0);
    }
  }

  private static void copy(long[] values, long[] output, int @Nullable [] rows, int count) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      output[row] = values[row];
    }
  }

  private void toDecimals(
      KernelInput input, long[] values, DecimalType decimal, FlatVector result) {
    if (result instanceof LongVector longs) {
      long limit = PowersOfTen.ofLong(decimal.precision() - decimal.scale()) - 1;
      long factor = PowersOfTen.ofLong(decimal.scale());
      check(
          input, values, scale(values, factor, limit, longs.values(), input.rows(), input.count()));
      return;
    }
    Decimal128Vector wide = (Decimal128Vector) result;
    Int128 value = new Int128();
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      value.set(values[row]);
      if (!value.rescale(decimal.scale())
          || !PowersOfTen.holds(decimal.precision(), value.high(), value.low())) {
        throw CastFailure.overflow(input, row, to);
      }
      wide.high()[row] = value.high();
      wide.low()[row] = value.low();
    }
  }

  private static long scale(
      long[] values, long factor, long limit, long[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long value = values[i];
        output[i] = value * factor;
        failed |= limit - value | limit + value;
      }
    } else {
      for (int i = 0; i < count; i++) {
        long value = values[rows[i]];
        output[rows[i]] = value * factor;
        failed |= limit - value | limit + value;
      }
    }
    return failed >> 63;
  }

  /** Some row failed unless the number is 0: finds it. */
  private void check(KernelInput input, long[] values, long failed) {
    if (failed == 0) {
      return;
    }
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      if (!fits(values[row])) {
        throw CastFailure.overflow(input, row, to);
      }
    }
  }

  private boolean fits(long value) {
    if (to instanceof DecimalType decimal) {
      long limit = PowersOfTen.ofLong(decimal.precision() - decimal.scale()) - 1;
      return value <= limit && value >= -limit;
    }
    return WholeNumbers.fits(value, to);
  }
}
