package io.sluice.column;

import io.sluice.type.DataType;
import java.util.Arrays;

/** TINYINT, SMALLINT, INTEGER, or DATE as days since 1970-01-01. */
public final class IntVector extends FlatVector {
  private int[] values;

  public IntVector(DataType type, int capacity) {
    super(type);
    values = new int[Math.max(capacity, 1)];
  }

  /** One value a row; what stands at NULL rows means nothing. */
  public int[] values() {
    return values;
  }

  @Override
  public int capacity() {
    return values.length;
  }

  @Override
  void grow(int capacity) {
    values = Arrays.copyOf(values, capacity);
  }

  @Override
  void poison() {
    Arrays.fill(values, 0xDEADBEEF);
  }

  @Override
  void gather(FlatVector source, int[] rows, int offset, int count, boolean hasMissing) {
    int[] from = ((IntVector) source).values;
    int[] to = values;
    int start = length();
    if (hasMissing) {
      for (int i = 0; i < count; i++) {
        int row = rows[offset + i];
        to[start + i] = row < 0 ? 0 : from[row];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[start + i] = from[rows[offset + i]];
      }
    }
  }

  @Override
  void copyRange(FlatVector source, int from, int count) {
    System.arraycopy(((IntVector) source).values, from, values, length(), count);
  }

  @Override
  void writeDefault(int row) {
    values[row] = 0;
  }

  @Override
  void writeValue(int row, Object value) {
    values[row] = ((Number) value).intValue();
  }

  @Override
  Object valueAt(int row) {
    return switch (type().kind()) {
      case TINYINT -> (Object) (byte) values[row];
      case SMALLINT -> (Object) (short) values[row];
      default -> (Object) values[row];
    };
  }

  @Override
  public long retainedBytes() {
    return (long) Integer.BYTES * values.length + validityBytes();
  }
}
