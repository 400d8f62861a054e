package io.sluice.expression.function;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.expression.kernel.ByteStrings;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;

/** REPLACE: each place of one text in another, from the left and not overlapping, by a third. An empty text is found nowhere. */
public final class ReplaceKernel implements ScalarKernel {
  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BytesOutput output = new BytesOutput((BytesVector) result);
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      replace(input, row, output);
    }
    output.finish(result.length());
  }

  private static void replace(KernelInput input, int row, BytesOutput output) {
    BytesVector text = (BytesVector) input.argument(0);
    BytesVector search = (BytesVector) input.argument(1);
    BytesVector replacement = (BytesVector) input.argument(2);
    int searchFrom = from(input, 1, row);
    int searchCount = to(input, 1, row) - searchFrom;
    int replacementFrom = from(input, 2, row);
    int replacementCount = to(input, 2, row) - replacementFrom;
    int position = from(input, 0, row);
    int to = to(input, 0, row);
    output.begin(row);
    while (searchCount > 0) {
      int found =
          ByteStrings.indexOf(text.data(), position, to, search.data(), searchFrom, searchCount);
      if (found < 0) {
        break;
      }
      output.append(text.data(), position, found - position);
      output.append(replacement.data(), replacementFrom, replacementCount);
      position = found + searchCount;
    }
    output.append(text.data(), position, to - position);
    output.end();
  }

  private static int from(KernelInput input, int argument, int row) {
    BytesVector vector = (BytesVector) input.argument(argument);
    return vector.offsets()[input.isConstant(argument) ? 0 : row];
  }

  private static int to(KernelInput input, int argument, int row) {
    BytesVector vector = (BytesVector) input.argument(argument);
    return vector.offsets()[(input.isConstant(argument) ? 0 : row) + 1];
  }
}
