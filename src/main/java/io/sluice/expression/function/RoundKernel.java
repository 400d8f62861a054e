package io.sluice.expression.function;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.DecimalOperand;
import io.sluice.expression.kernel.Int128;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.PowersOfTen;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** FLOOR, CEIL and ROUND. Whole numbers change only by rounding to tens and beyond. */
public final class RoundKernel implements ScalarKernel {
  private final RoundingMode mode;
  private final DataType from;
  private final DataType type;
  private final Int128 value = new Int128();

  private RoundKernel(RoundingMode mode, DataType from, DataType type) {
    this.mode = mode;
    this.from = from;
    this.type = type;
  }

  public static RoundKernel floor(DataType from, DataType type) {
    return new RoundKernel(RoundingMode.FLOOR, from, type);
  }

  public static RoundKernel ceil(DataType from, DataType type) {
    return new RoundKernel(RoundingMode.CEILING, from, type);
  }

  /** With a second argument: the digits behind the point, negative for places before it. */
  public static RoundKernel round(DataType from, DataType type) {
    return new RoundKernel(RoundingMode.HALF_UP, from, type);
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      int digits = digits(input, row);
      boolean fits = result instanceof DoubleVector doubles
          ? roundDouble(input, row, digits, doubles)
          : roundExact(input, row, digits, result);
      if (!fits) {
        throw new SluiceException(
            ErrorCode.NUMERIC_OVERFLOW,
            input.text(0, row) + " rounded to " + digits + " digits does not fit " + type
                + "; cast it to a wider type");
      }
    }
  }

  private static int digits(KernelInput input, int row) {
    if (input.argumentCount() == 1) {
      return 0;
    }
    return ((IntVector) input.argument(1)).values()[input.isConstant(1) ? 0 : row];
  }

  private boolean roundDouble(KernelInput input, int row, int digits, DoubleVector result) {
    double[] values = ((DoubleVector) input.argument(0)).values();
    double number = values[input.isConstant(0) ? 0 : row];
    result.values()[row] = roundDouble(number, digits);
    return true;
  }

  private double roundDouble(double number, int digits) {
    if (mode == RoundingMode.FLOOR) {
      return Math.floor(number);
    }
    if (mode == RoundingMode.CEILING) {
      return Math.ceil(number);
    }
    double magnitude = Math.abs(number);
    double whole = Math.floor(magnitude);
    // Beyond 2^53, at infinity and for NaN there is no fraction to round.
    if (digits == 0 || digits > 0 && !(magnitude < 0x1p53)) {
      return Math.copySign(magnitude - whole >= 0.5 ? whole + 1 : whole, number);
    }
    // The digits of a DOUBLE end before the 324th on either side of the point.
    if (digits > 324 || !Double.isFinite(number)) {
      return number;
    }
    double rounded =
        digits < -324 ? 0 : BigDecimal.valueOf(magnitude).setScale(digits, mode).doubleValue();
    return Math.copySign(rounded, number);
  }

  private boolean roundExact(KernelInput input, int row, int digits, FlatVector result) {
    int fromScale = from instanceof DecimalType decimal ? decimal.scale() : 0;
    int toScale = type instanceof DecimalType decimal ? decimal.scale() : 0;
    load(input, row);
    int kept = Math.max(Math.min(digits, toScale), -DecimalType.MAX_PRECISION - 1);
    if (kept < fromScale) {
      BigInteger rounded = new BigDecimal(value.toBigInteger(), fromScale)
          .setScale(kept, mode)
          .setScale(toScale)
          .unscaledValue();
      if (!value.set(rounded)) {
        return false;
      }
    } else if (!value.rescale(toScale - fromScale)) {
      return false;
    }
    return store(row, result);
  }

  private void load(KernelInput input, int row) {
    if (input.argument(0) instanceof IntVector ints) {
      value.set(ints.values()[input.isConstant(0) ? 0 : row]);
    } else {
      DecimalOperand operand = DecimalOperand.of(input, 0);
      value.set(operand.high(row), operand.low(row));
    }
  }

  private boolean store(int row, FlatVector result) {
    if (result instanceof IntVector ints) {
      ints.values()[row] = (int) value.low();
      return value.isLong() && value.low() == (int) value.low();
    }
    if (type instanceof DecimalType decimal
        && !PowersOfTen.holds(decimal.precision(), value.high(), value.low())) {
      return false;
    }
    if (result instanceof Decimal128Vector wide) {
      wide.high()[row] = value.high();
      wide.low()[row] = value.low();
      return true;
    }
    ((LongVector) result).values()[row] = value.low();
    return value.isLong();
  }
}
