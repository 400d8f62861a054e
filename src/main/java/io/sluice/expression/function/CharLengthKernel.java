package io.sluice.expression.function;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;

/** CHAR_LENGTH: how many code points. */
public final class CharLengthKernel implements ScalarKernel {
  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BytesVector source = (BytesVector) input.argument(0);
    int[] offsets = source.offsets();
    int[] output = ((IntVector) result).values();
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      output[row] = Utf8.count(source.data(), offsets[row], offsets[row + 1]);
    }
  }
}
