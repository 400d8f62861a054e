package io.sluice.expression.function;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;

/** SUBSTRING by code points: those at places from the start on, as many as the count says; places before 1 count and hold nothing. */
public final class SubstringKernel implements ScalarKernel {
  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BytesVector source = (BytesVector) input.argument(0);
    BytesOutput output = new BytesOutput((BytesVector) result);
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      long start = number(input, 1, row);
      long end = Long.MAX_VALUE;
      if (input.argumentCount() == 3) {
        long count = number(input, 2, row);
        if (count < 0) {
          throw new SluiceException(
              ErrorCode.INVALID_ARGUMENT,
              "substring cannot take " + count + " characters; the count must not be negative");
        }
        end = start + count;
      }
      write(source, input.isConstant(0) ? 0 : row, row, Math.max(start, 1), end, output);
    }
    output.finish(result.length());
  }

  /** Writes the code points at places from the start, at least 1, to before the end. */
  private static void write(
      BytesVector source, int sourceRow, int row, long start, long end, BytesOutput output) {
    byte[] data = source.data();
    int from = source.offsets()[sourceRow];
    int to = source.offsets()[sourceRow + 1];
    long count = Math.max(end - start, 0);
    if (Utf8.isAscii(data, from, to)) {
      int begin = (int) Math.min(from + start - 1, to);
      output.write(row, data, begin, (int) Math.min(count, to - begin));
    } else {
      int begin = Utf8.skip(data, from, to, start - 1);
      output.write(row, data, begin, Utf8.skip(data, begin, to, count) - begin);
    }
  }

  private static int number(KernelInput input, int argument, int row) {
    return ((IntVector) input.argument(argument)).values()[input.isConstant(argument) ? 0 : row];
  }
}
