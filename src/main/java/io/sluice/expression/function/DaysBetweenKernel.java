package io.sluice.expression.function;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;

/** The days from the second DATE to the first. */
public final class DaysBetweenKernel implements ScalarKernel {
  @Override
  public void compute(KernelInput input, FlatVector result) {
    int[] left = ((IntVector) input.argument(0)).values();
    int[] right = ((IntVector) input.argument(1)).values();
    long[] output = ((LongVector) result).values();
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      output[row] =
          (long) left[input.isConstant(0) ? 0 : row] - right[input.isConstant(1) ? 0 : row];
    }
  }
}
