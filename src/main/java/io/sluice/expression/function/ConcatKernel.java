package io.sluice.expression.function;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;

/** One text behind the other. */
public final class ConcatKernel implements ScalarKernel {
  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BytesVector left = (BytesVector) input.argument(0);
    BytesVector right = (BytesVector) input.argument(1);
    BytesOutput output = new BytesOutput((BytesVector) result);
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      int leftRow = input.isConstant(0) ? 0 : row;
      int rightRow = input.isConstant(1) ? 0 : row;
      int leftFrom = left.offsets()[leftRow];
      int rightFrom = right.offsets()[rightRow];
      output.begin(row);
      output.append(left.data(), leftFrom, left.offsets()[leftRow + 1] - leftFrom);
      output.append(right.data(), rightFrom, right.offsets()[rightRow + 1] - rightFrom);
      output.end();
    }
    output.finish(result.length());
  }
}
