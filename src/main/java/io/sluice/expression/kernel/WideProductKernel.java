package io.sluice.expression.kernel;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.FlatVector;
import org.jspecify.annotations.Nullable;

/** The exact product of two DECIMALs of up to 18 digits in 128 bits, which always hold it. */
final class WideProductKernel implements ScalarKernel {
  private final LongOperand left = new LongOperand();
  private final LongOperand right = new LongOperand();

  @Override
  public void compute(KernelInput input, FlatVector result) {
    Decimal128Vector output = (Decimal128Vector) result;
    multiply(
        left.values(input, 0),
        right.values(input, 1),
        output.high(),
        output.low(),
        input.rows(),
        input.count());
  }

  static void multiply(
      long[] left, long[] right, long[] high, long[] low, int @Nullable [] rows, int count) {
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long a = left[i];
        long b = right[i];
        high[i] = Math.multiplyHigh(a, b);
        low[i] = a * b;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long a = left[row];
        long b = right[row];
        high[row] = Math.multiplyHigh(a, b);
        low[row] = a * b;
      }
    }
  }
}
