package io.sluice.source.parquet.write;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.FlatVector;
import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** DECIMALs of more than 18 digits and UUIDs: bytes of a fixed number, highest first. They have no dictionary. */
final class WideValues extends ChunkValues {
  private final long signFlip;
  private final int width;
  private long[] high = new long[256];
  private long[] low = new long[256];
  private int count;

  /**
   * @param width bytes that a value has in the file, 9 to 17
   */
  WideValues(DataType type, int width) {
    // Vectors keep UUIDs with the first bit turned, so that they are in order as signed numbers.
    this.signFlip = type.kind() == TypeKind.UUID ? Long.MIN_VALUE : 0;
    this.width = width;
  }

  private void ensureRoom(int more) {
    if (count + more > high.length) {
      int capacity = Math.max(count + more, high.length * 2);
      high = Arrays.copyOf(high, capacity);
      low = Arrays.copyOf(low, capacity);
    }
  }

  @Override
  void append(FlatVector source, int[] rows, int rowCount, boolean isDictionary) {
    ensureRoom(rowCount);
    Decimal128Vector vector = (Decimal128Vector) source;
    for (int i = 0; i < rowCount; i++) {
      high[count + i] = vector.high()[rows[i]];
      low[count + i] = vector.low()[rows[i]];
    }
    count += rowCount;
  }

  @Override
  void appendRange(FlatVector source, int from, int rowCount) {
    ensureRoom(rowCount);
    System.arraycopy(((Decimal128Vector) source).high(), from, high, count, rowCount);
    System.arraycopy(((Decimal128Vector) source).low(), from, low, count, rowCount);
    count += rowCount;
  }

  @Override
  int count() {
    return count;
  }

  @Override
  long plainBytes() {
    return (long) width * count;
  }

  @Override
  void clear() {
    count = 0;
  }

  @Override
  @Nullable
  ValueDictionary dictionary() {
    return null;
  }

  @Override
  int pageEnd(int from, int end, int maxBytes) {
    return Math.min(end, from + Math.max(1, maxBytes / width));
  }

  @Override
  void writePlain(int from, int to, ByteOutput output) {
    int at = output.grow(Math.multiplyExact(to - from, width));
    for (int i = from; i < to; i++) {
      put(output.bytes(), at, i);
      at += width;
    }
  }

  private void put(byte[] bytes, int at, int index) {
    long upper = high[index] ^ signFlip;
    long lower = low[index];
    for (int i = width - 1; i >= 0; i--) {
      bytes[at + i] = (byte) lower;
      lower = lower >>> Byte.SIZE | upper << Long.SIZE - Byte.SIZE;
      upper >>= Byte.SIZE;
    }
  }

  @Override
  @Nullable
  Bounds bounds(int from, int to) {
    if (from == to) {
      return null;
    }
    int min = from;
    int max = from;
    for (int i = from + 1; i < to; i++) {
      min = compare(i, min) < 0 ? i : min;
      max = compare(i, max) > 0 ? i : max;
    }
    return Bounds.exact(bytes(min), bytes(max));
  }

  private int compare(int left, int right) {
    return high[left] != high[right]
        ? Long.compare(high[left], high[right])
        : Long.compareUnsigned(low[left], low[right]);
  }

  private byte[] bytes(int index) {
    byte[] bytes = new byte[width];
    put(bytes, 0, index);
    return bytes;
  }
}
