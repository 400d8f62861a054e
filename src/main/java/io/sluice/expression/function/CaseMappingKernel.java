package io.sluice.expression.function;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** LOWER and UPPER: by bytes where a value is ASCII, else by the rules of Unicode without a language. */
public final class CaseMappingKernel implements ScalarKernel {
  private static final int CASE_BIT = 0x20;

  private final boolean isUpper;
  private byte[] mapped = new byte[64];

  private CaseMappingKernel(boolean isUpper) {
    this.isUpper = isUpper;
  }

  public static CaseMappingKernel lower() {
    return new CaseMappingKernel(false);
  }

  public static CaseMappingKernel upper() {
    return new CaseMappingKernel(true);
  }

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
      if (Utf8.isAscii(data, from, to)) {
        if (mapped.length < to - from) {
          mapped = new byte[(to - from) * 2];
        }
        mapAscii(data, from, to - from, isUpper ? 'a' : 'A', mapped);
        output.write(row, mapped, 0, to - from);
      } else {
        String text = source.string(row);
        byte[] bytes = (isUpper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT))
            .getBytes(StandardCharsets.UTF_8);
        output.write(row, bytes, 0, bytes.length);
      }
    }
    output.finish(result.length());
  }

  /** Turns over the case of the 26 letters from the first one on. */
  private static void mapAscii(byte[] source, int from, int count, int first, byte[] target) {
    for (int i = 0; i < count; i++) {
      int character = source[from + i];
      int letter = character - first;
      // Negative exactly for the 26 letters.
      int isLetter = (~letter & letter - 26) >> 31;
      target[i] = (byte) (character ^ isLetter & CASE_BIT);
    }
  }
}
