package io.sluice.expression.function;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;

/**
 * SUBSTRING by code points. The start counts from 1, and from the end when it is negative; places outside of the text count and hold nothing. A negative count takes the
 * code points before the start.
 */
public final class SubstringKernel implements ScalarKernel {
  private static final long ALL = 1L << 33;

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BytesVector source = (BytesVector) input.argument(0);
    BytesOutput output = new BytesOutput((BytesVector) result);
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      long count = input.argumentCount() == 3 ? number(input, 2, row) : ALL;
      write(source, input.isConstant(0) ? 0 : row, row, number(input, 1, row), count, output);
    }
    output.finish(result.length());
  }

  private static void write(
      BytesVector source, int sourceRow, int row, long start, long count, BytesOutput output) {
    byte[] data = source.data();
    int from = source.offsets()[sourceRow];
    int to = source.offsets()[sourceRow + 1];
    boolean isAscii = Utf8.isAscii(data, from, to);
    long first = start - 1;
    if (start < 0) {
      first = start + (isAscii ? to - from : Utf8.count(data, from, to));
    }
    long begin = Math.max(Math.min(first, first + count), 0);
    long length = Math.max(Math.max(first, first + count) - begin, 0);
    if (isAscii) {
      int position = (int) Math.min(from + begin, to);
      output.write(row, data, position, (int) Math.min(length, to - position));
    } else {
      int position = Utf8.skip(data, from, to, begin);
      output.write(row, data, position, Utf8.skip(data, position, to, length) - position);
    }
  }

  private static int number(KernelInput input, int argument, int row) {
    return ((IntVector) input.argument(argument)).values()[input.isConstant(argument) ? 0 : row];
  }
}
