package io.sluice.source.parquet.write;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.FlatVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** BOOLEANs, a bit each. */
final class BooleanValues extends ChunkValues {
  private long[] words = new long[16];
  private int count;

  private void ensureRoom(int more) {
    int needed = Bits.wordCount(count + more);
    if (needed > words.length) {
      words = Arrays.copyOf(words, Math.max(needed, words.length * 2));
    }
  }

  @Override
  void append(FlatVector source, int[] rows, int rowCount, boolean isDictionary) {
    ensureRoom(rowCount);
    long[] from = ((BooleanVector) source).words();
    for (int i = 0; i < rowCount; i++) {
      Bits.put(words, count + i, Bits.get(from, rows[i]));
    }
    count += rowCount;
  }

  @Override
  void appendRange(FlatVector source, int from, int rowCount) {
    ensureRoom(rowCount);
    long[] bits = ((BooleanVector) source).words();
    for (int i = 0; i < rowCount; i++) {
      Bits.put(words, count + i, Bits.get(bits, from + i));
    }
    count += rowCount;
  }

  @Override
  int count() {
    return count;
  }

  @Override
  long plainBytes() {
    return (count + 7L) >>> 3;
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
    return (int) Math.min(end, from + (long) maxBytes * Byte.SIZE);
  }

  @Override
  void writePlain(int from, int to, ByteOutput output) {
    int start = output.grow(to - from + 7 >>> 3);
    byte[] bytes = output.bytes();
    Arrays.fill(bytes, start, output.size(), (byte) 0);
    for (int i = from; i < to; i++) {
      int bit = i - from;
      bytes[start + (bit >>> 3)] |= (byte) ((Bits.get(words, i) ? 1 : 0) << (bit & 7));
    }
  }

  @Override
  @Nullable
  Bounds bounds(int from, int to) {
    if (from == to) {
      return null;
    }
    boolean min = true;
    boolean max = false;
    for (int i = from; i < to; i++) {
      boolean value = Bits.get(words, i);
      min &= value;
      max |= value;
    }
    return Bounds.exact(new byte[] {(byte) (min ? 1 : 0)}, new byte[] {(byte) (max ? 1 : 0)});
  }
}
