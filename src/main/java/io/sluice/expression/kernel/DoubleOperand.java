package io.sluice.expression.kernel;

import io.sluice.column.DoubleVector;
import java.util.Arrays;

/** An operand as an array: the vector's own, or one filled with the constant and kept until the constant changes. Owned by one driver. */
final class DoubleOperand {
  private double[] repeated = new double[1];

  double[] values(KernelInput input, int index) {
    double[] values = ((DoubleVector) input.argument(index)).values();
    if (!input.isConstant(index)) {
      return values;
    }
    double constant = values[0];
    if (repeated.length < input.length()
        || Double.doubleToRawLongBits(repeated[0]) != Double.doubleToRawLongBits(constant)) {
      repeated = new double[Math.max(input.length(), repeated.length)];
      Arrays.fill(repeated, constant);
    }
    return repeated;
  }
}
