package io.sluice.expression.kernel;

import io.sluice.column.IntVector;
import java.util.Arrays;

/** An operand as an array: the vector's own, or one filled with the constant and kept until the constant changes. Owned by one driver. */
final class IntOperand {
  private int[] repeated = new int[1];

  int[] values(KernelInput input, int index) {
    int[] values = ((IntVector) input.argument(index)).values();
    if (!input.isConstant(index)) {
      return values;
    }
    int constant = values[0];
    if (repeated.length < input.length() || repeated[0] != constant) {
      repeated = new int[Math.max(input.length(), repeated.length)];
      Arrays.fill(repeated, constant);
    }
    return repeated;
  }
}
