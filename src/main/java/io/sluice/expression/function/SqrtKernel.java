package io.sluice.expression.function;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;

/** The square root of a DOUBLE that is not negative. */
public final class SqrtKernel implements ScalarKernel {
  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    double[] values = ((DoubleVector) input.argument(0)).values();
    double[] output = ((DoubleVector) result).values();
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      if (values[row] < 0) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "sqrt(" + input.text(0, row) + ") has no result; the argument must not be negative");
      }
      output[row] = Math.sqrt(values[row]);
    }
  }
}
