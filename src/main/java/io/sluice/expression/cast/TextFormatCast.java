package io.sluice.expression.cast;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;
import io.sluice.type.PhysicalType;
import io.sluice.type.TypeKind;
import io.sluice.type.ValueText;
import java.nio.charset.StandardCharsets;

/** Any type to VARCHAR, in the text of {@link ValueText}. */
final class TextFormatCast implements ScalarKernel {
  private static final int MAX_LONG_DIGITS = 20;

  private final byte[] digits = new byte[MAX_LONG_DIGITS];

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    FlatVector source = input.argument(0);
    DataType type = source.type();
    BytesOutput output = new BytesOutput((BytesVector) result);
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      if (type.kind() == TypeKind.BIGINT) {
        writeNumber(((LongVector) source).values()[row], row, output);
      } else if (type.physicalType() == PhysicalType.INT32 && type.isWholeNumber()) {
        writeNumber(((IntVector) source).values()[row], row, output);
      } else {
        byte[] text = ValueText.format(type, source.value(row)).getBytes(StandardCharsets.UTF_8);
        output.write(row, text, 0, text.length);
      }
    }
    output.finish(result.length());
  }

  private void writeNumber(long value, int row, BytesOutput output) {
    int start = MAX_LONG_DIGITS;
    // Digits of the negative number, which has one value more.
    long rest = value < 0 ? value : -value;
    do {
      digits[--start] = (byte) ('0' - rest % 10);
      rest /= 10;
    } while (rest != 0);
    if (value < 0) {
      digits[--start] = '-';
    }
    output.write(row, digits, start, MAX_LONG_DIGITS - start);
  }
}
