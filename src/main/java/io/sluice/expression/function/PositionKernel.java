package io.sluice.expression.function;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.expression.kernel.ByteStrings;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;

/** POSITION: the place, in code points from 1, at which one text first stands in another, or 0. */
public final class PositionKernel implements ScalarKernel {
  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BytesVector needle = (BytesVector) input.argument(0);
    BytesVector haystack = (BytesVector) input.argument(1);
    int[] output = ((IntVector) result).values();
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      int needleRow = input.isConstant(0) ? 0 : row;
      int needleFrom = needle.offsets()[needleRow];
      int haystackRow = input.isConstant(1) ? 0 : row;
      int from = haystack.offsets()[haystackRow];
      int found = ByteStrings.indexOf(
          haystack.data(),
          from,
          haystack.offsets()[haystackRow + 1],
          needle.data(),
          needleFrom,
          needle.offsets()[needleRow + 1] - needleFrom);
      output[row] = found < 0 ? 0 : Utf8.count(haystack.data(), from, found) + 1;
    }
  }
}
