package io.sluice.expression.kernel;

import io.sluice.column.LongVector;
import java.util.Arrays;

/** An operand as an array: the vector's own, or one filled with the constant and kept until the constant changes. Owned by one driver. */
final class LongOperand {
  private long[] repeated = new long[1];

  long[] values(KernelInput input, int index) {
    long[] values = ((LongVector) input.argument(index)).values();
    if (!input.isConstant(index)) {
      return values;
    }
    long constant = values[0];
    if (repeated.length < input.length() || repeated[0] != constant) {
      repeated = new long[Math.max(input.length(), repeated.length)];
      Arrays.fill(repeated, constant);
    }
    return repeated;
  }
}
