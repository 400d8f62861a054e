package io.sluice.source.parquet.write;

import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A smallest and a largest value in the form of the file's statistics.
 *
 * @param max null when no short text is as large as the largest one
 * @param isMinExact whether a value is that small, false where the text was cut
 */
record Bounds(byte[] min, byte @Nullable [] max, boolean isMinExact, boolean isMaxExact) {
  /** Longer texts are cut. */
  static final int MAX_BYTES = 64;

  private static final int SURROGATES = 0xD800;
  private static final int AFTER_SURROGATES = 0xE000;

  static Bounds exact(byte[] min, byte[] max) {
    return new Bounds(min, max, true, true);
  }

  static boolean isText(DataType type) {
    return type.kind() == TypeKind.VARCHAR;
  }

  /** The bounds of values of bytes: long ones are cut, the lower one to a prefix, the upper one to a larger value of the prefix's length or less. */
  static Bounds ofBytes(byte[] min, byte[] max, boolean isText) {
    boolean isMinExact = min.length <= MAX_BYTES;
    boolean isMaxExact = max.length <= MAX_BYTES;
    return new Bounds(
        isMinExact ? min : Arrays.copyOf(min, prefixLength(min, isText)),
        isMaxExact
            ? max
            : isText
                ? largerText(max, prefixLength(max, true))
                : largerBytes(max, prefixLength(max, false)),
        isMinExact,
        isMaxExact);
  }

  /** Texts are cut between characters. */
  private static int prefixLength(byte[] bytes, boolean isText) {
    int length = MAX_BYTES;
    while (isText && length > 0 && isContinuation(bytes[length])) {
      length--;
    }
    return length;
  }

  private static boolean isContinuation(byte value) {
    return (value & 0xC0) == 0x80;
  }

  private static byte @Nullable [] largerBytes(byte[] bytes, int length) {
    int last = length - 1;
    while (last >= 0 && bytes[last] == (byte) 0xFF) {
      last--;
    }
    if (last < 0) {
      return null;
    }
    byte[] larger = Arrays.copyOf(bytes, last + 1);
    larger[last]++;
    return larger;
  }

  /** The last character that has a next one becomes it; what stands behind it is cut off. */
  private static byte @Nullable [] largerText(byte[] bytes, int length) {
    int end = length;
    while (end > 0) {
      int start = end - 1;
      while (start > 0 && isContinuation(bytes[start])) {
        start--;
      }
      int next = next(codePoint(bytes, start, end));
      if (next <= Character.MAX_CODE_POINT) {
        byte[] character = utf8(next);
        byte[] larger = Arrays.copyOf(bytes, start + character.length);
        System.arraycopy(character, 0, larger, start, character.length);
        return larger;
      }
      end = start;
    }
    return null;
  }

  private static int next(int codePoint) {
    return codePoint + 1 == SURROGATES ? AFTER_SURROGATES : codePoint + 1;
  }

  private static int codePoint(byte[] bytes, int from, int to) {
    int value = to - from == 1 ? bytes[from] : bytes[from] & 0x7F >>> to - from;
    for (int i = from + 1; i < to; i++) {
      value = value << 6 | bytes[i] & 0x3F;
    }
    return value;
  }

  private static byte[] utf8(int codePoint) {
    return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
  }
}
