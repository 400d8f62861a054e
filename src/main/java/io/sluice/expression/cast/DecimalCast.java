package io.sluice.expression.cast;

import io.sluice.column.BooleanVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.expression.kernel.DecimalOperand;
import io.sluice.expression.kernel.Int128;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.PowersOfTen;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** DECIMAL to another precision and scale or to a whole number, rounded half away from zero, and to DOUBLE and BOOLEAN. */
final class DecimalCast implements ScalarKernel {
  /** Powers of ten up to this one, and whole numbers up to 2^53, are exact as DOUBLE, and so is the rounding of their quotient. */
  private static final int MAX_EXACT_SCALE = 22;

  private static final long MAX_EXACT_LONG = 1L << 53;

  private final DecimalType from;
  private final DataType to;
  private final Int128 value = new Int128();

  DecimalCast(DecimalType from, DataType to) {
    this.from = from;
    this.to = to;
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    if (isPlainScaling()) {
      scale(
          ((LongVector) input.argument(0)).values(),
          PowersOfTen.ofLong(((DecimalType) to).scale() - from.scale()),
          ((LongVector) result).values(),
          input);
      return;
    }
    DecimalOperand source = DecimalOperand.of(input, 0);
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      value.set(source.high(row), source.low(row));
      if (!convert(row, result)) {
        throw CastFailure.overflow(input, row, to);
      }
    }
  }

  /** Whether every value fits the target, and only needs a factor. */
  private boolean isPlainScaling() {
    return to instanceof DecimalType decimal
        && decimal.isShort()
        && from.isShort()
        && decimal.scale() >= from.scale()
        && decimal.precision() - decimal.scale() >= from.precision() - from.scale();
  }

  private static void scale(long[] values, long factor, long[] output, KernelInput input) {
    int[] rows = input.rows();
    int count = input.count();
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[i] = values[i] * factor;
      }
    } else {
      for (int i = 0; i < count; i++) {
        output[rows[i]] = values[rows[i]] * factor;
      }
    }
  }

  private boolean convert(int row, FlatVector result) {
    if (result instanceof BooleanVector booleans) {
      booleans.put(row, (value.high() | value.low()) != 0);
      return true;
    }
    if (result instanceof DoubleVector doubles) {
      doubles.values()[row] = to.kind() == TypeKind.REAL
          ? new BigDecimal(value.toBigInteger(), from.scale()).floatValue()
          : toDouble();
      return true;
    }
    int scale = to instanceof DecimalType decimal ? decimal.scale() : 0;
    if (!rescale(scale)) {
      return false;
    }
    if (to instanceof DecimalType decimal
        && !PowersOfTen.holds(decimal.precision(), value.high(), value.low())) {
      return false;
    }
    if (result instanceof Decimal128Vector wide) {
      wide.high()[row] = value.high();
      wide.low()[row] = value.low();
      return true;
    }
    if (result instanceof IntVector ints) {
      ints.values()[row] = (int) value.low();
      return value.isLong() && WholeNumbers.fits(value.low(), to);
    }
    ((LongVector) result).values()[row] = value.low();
    return value.isLong();
  }

  private boolean rescale(int scale) {
    long high = value.high();
    long low = value.low();
    if (value.rescale(scale - from.scale())) {
      return true;
    }
    BigDecimal exact = new BigDecimal(value.set(high, low).toBigInteger(), from.scale());
    return value.set(exact.setScale(scale, RoundingMode.HALF_UP).unscaledValue());
  }

  private double toDouble() {
    if (value.isLong()
        && Math.abs(value.low()) <= MAX_EXACT_LONG
        && from.scale() <= MAX_EXACT_SCALE) {
      return value.low() / Math.pow(10, from.scale());
    }
    return new BigDecimal(value.toBigInteger(), from.scale()).doubleValue();
  }
}
