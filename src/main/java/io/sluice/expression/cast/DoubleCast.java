package io.sluice.expression.cast;

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
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * DOUBLE and REAL to each other, to whole numbers, of two that are equally near to the even one, to DECIMAL and to BOOLEAN. A DECIMAL is taken from the shortest decimal
 * text that names the DOUBLE, as a reader of that text expects, and rounded half away from zero.
 */
final class DoubleCast implements ScalarKernel {
  private static final double LONG_LIMIT = 0x1p63;

  private final DataType from;
  private final DataType to;
  private final Int128 decimalValue = new Int128();

  DoubleCast(DataType from, DataType to) {
    this.from = from;
    this.to = to;
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    double[] values = ((DoubleVector) input.argument(0)).values();
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      if (!convert(values[row], row, result)) {
        throw CastFailure.overflow(input, row, to);
      }
    }
  }

  private boolean convert(double value, int row, FlatVector result) {
    if (result instanceof BooleanVector booleans) {
      booleans.put(row, value != 0);
      return true;
    }
    if (result instanceof DoubleVector doubles) {
      double rounded = to.kind() == TypeKind.REAL ? (float) value : value;
      doubles.values()[row] = rounded;
      return Double.isInfinite(value) || !Double.isInfinite(rounded);
    }
    if (to instanceof DecimalType decimal) {
      return toDecimal(value, row, decimal, result);
    }
    double rounded = Math.rint(value);
    if (result instanceof IntVector ints) {
      ints.values()[row] = (int) rounded;
      return (int) rounded == rounded && WholeNumbers.fits((int) rounded, to);
    }
    ((LongVector) result).values()[row] = (long) rounded;
    return rounded >= -LONG_LIMIT && rounded < LONG_LIMIT;
  }

  private boolean toDecimal(double value, int row, DecimalType decimal, FlatVector result) {
    if (!(Math.abs(value) < 1e39)) {
      return false;
    }
    BigDecimal exact = from.kind() == TypeKind.REAL
        ? new BigDecimal(Float.toString((float) value))
        : BigDecimal.valueOf(value);
    BigDecimal rounded = exact.setScale(decimal.scale(), RoundingMode.HALF_UP);
    if (!decimalValue.set(rounded.unscaledValue())
        || !PowersOfTen.holds(decimal.precision(), decimalValue.high(), decimalValue.low())) {
      return false;
    }
    if (result instanceof Decimal128Vector wide) {
      wide.high()[row] = decimalValue.high();
      wide.low()[row] = decimalValue.low();
    } else {
      ((LongVector) result).values()[row] = decimalValue.low();
    }
    return true;
  }
}
