package io.sluice.flight.parameter;

import java.nio.ByteBuffer;

/** Where the values of a column of texts or lists begin and end. */
final class Offsets {
  private final ByteBuffer offsets;
  private final boolean isLarge;

  private Offsets(ByteBuffer offsets, boolean isLarge) {
    this.offsets = offsets;
    this.isLarge = isLarge;
  }

  /**
   * Takes the next buffer.
   *
   * @param isLarge whether offsets are of 64 bits
   */
  static Offsets read(ColumnCursor cursor, int count, boolean isLarge) {
    long bytes = (isLarge ? 8L : 4L) * (count + 1L);
    return new Offsets(cursor.nextBuffer(count == 0 ? 0 : bytes), isLarge);
  }

  private long at(int row) {
    return isLarge ? offsets.getLong(8 * row) : offsets.getInt(4 * row);
  }

  int begin(int row) {
    return Math.toIntExact(at(row));
  }

  /** How many elements a row has, which must lie in the first so many. */
  int length(int row, int limit) {
    long begin = at(row);
    long end = at(row + 1);
    if (begin < 0 || end < begin || end > limit) {
      throw ParameterReader.invalid("a value from %d to %d of %d".formatted(begin, end, limit));
    }
    return (int) (end - begin);
  }
}
