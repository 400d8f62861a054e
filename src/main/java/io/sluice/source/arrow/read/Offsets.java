package io.sluice.source.arrow.read;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where each value of variable length begins: value {@code i} stands at {@code [get(i), get(i + 1))}. They never become smaller. */
final class Offsets {
  private final @Nullable ByteBuffer bytes;
  private final int width;

  private Offsets(@Nullable ByteBuffer bytes, int width) {
    this.bytes = bytes;
    this.width = width;
  }

  /** Values that all have the same length. */
  static Offsets fixed(int valueLength) {
    return new Offsets(null, valueLength);
  }

  /**
   * Offsets of some values.
   *
   * @param width 4 or 8 bytes
   * @param limit the last one may be so large
   * @throws IllegalArgumentException when one is not possible
   */
  static Offsets of(ByteBuffer bytes, int width, int count, int limit) {
    if (count == 0) {
      return fixed(0);
    }
    long previous = 0;
    for (int i = 0; i <= count; i++) {
      long offset = width == Integer.BYTES ? bytes.getInt(i * width) : bytes.getLong(i * width);
      if (offset < previous || offset > limit) {
        throw new IllegalArgumentException(
            "offset %d is %d behind %d, of %d".formatted(i, offset, previous, limit));
      }
      previous = offset;
    }
    return new Offsets(bytes, width);
  }

  int get(int row) {
    if (bytes == null) {
      return Math.multiplyExact(row, width);
    }
    return width == Integer.BYTES ? bytes.getInt(row * width) : (int) bytes.getLong(row * width);
  }
}
