package io.sluice.column;

import io.sluice.type.DataType;
import java.util.Arrays;

/** BOOLEAN, one bit a row. */
public final class BooleanVector extends FlatVector {
  private long[] words;

  public BooleanVector(int capacity) {
    super(DataType.BOOLEAN);
    words = new long[Math.max(Bits.wordCount(capacity), 1)];
  }

  /** A set bit is TRUE; what stands at NULL rows means nothing. */
  public long[] words() {
    return words;
  }

  public boolean get(int row) {
    return Bits.get(words, row);
  }

  public void put(int row, boolean value) {
    Bits.put(words, row, value);
  }

  @Override
  public int capacity() {
    return words.length << 6;
  }

  @Override
  void grow(int capacity) {
    words = Arrays.copyOf(words, Bits.wordCount(capacity));
  }

  @Override
  void poison() {
    Arrays.fill(words, 0xAAAAAAAAAAAAAAAAL);
  }

  @Override
  void gather(FlatVector source, int[] rows, int offset, int count, boolean hasMissing) {
    long[] from = ((BooleanVector) source).words;
    int start = length();
    for (int i = 0; i < count; i++) {
      int row = rows[offset + i];
      Bits.put(words, start + i, row >= 0 && Bits.get(from, row));
    }
  }

  @Override
  void copyRange(FlatVector source, int from, int count) {
    long[] bits = ((BooleanVector) source).words;
    int start = length();
    for (int i = 0; i < count; i++) {
      Bits.put(words, start + i, Bits.get(bits, from + i));
    }
  }

  @Override
  void writeDefault(int row) {
    Bits.clear(words, row);
  }

  @Override
  void writeValue(int row, Object value) {
    Bits.put(words, row, (Boolean) value);
  }

  @Override
  Object valueAt(int row) {
    return Bits.get(words, row);
  }

  @Override
  public long retainedBytes() {
    return (long) Long.BYTES * words.length + validityBytes();
  }
}
