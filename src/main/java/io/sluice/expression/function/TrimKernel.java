package io.sluice.expression.function;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;

/** TRIM: blanks off both ends. */
public final class TrimKernel implements ScalarKernel {
  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BytesVector source = (BytesVector) input.argument(0);
    byte[] data = source.data();
    BytesOutput output = new BytesOutput((BytesVector) result);
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      int from = source.offsets()[row];
      int to = source.offsets()[row + 1];
      while (from < to && data[from] == ' ') {
        from++;
      }
      while (from < to && data[to - 1] == ' ') {
        to--;
      }
      output.write(row, data, from, to - from);
    }
    output.finish(result.length());
  }
}
