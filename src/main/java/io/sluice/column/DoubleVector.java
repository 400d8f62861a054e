package io.sluice.column;

import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import java.util.Arrays;

/** DOUBLE, or REAL as {@code double}s that are {@code float}s. */
public final class DoubleVector extends FlatVector {
  private double[] values;

  public DoubleVector(DataType type, int capacity) {
    super(type);
    values = new double[Math.max(capacity, 1)];
  }

  /** One value a row; what stands at NULL rows means nothing. */
  public double[] values() {
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
    Arrays.fill(values, Double.NaN);
  }

  @Override
  void gather(FlatVector source, int[] rows, int offset, int count, boolean hasMissing) {
    double[] from = ((DoubleVector) source).values;
    double[] to = values;
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
    System.arraycopy(((DoubleVector) source).values, from, values, length(), count);
  }

  @Override
  void writeDefault(int row) {
    values[row] = 0;
  }

  @Override
  void writeValue(int row, Object value) {
    values[row] = ((Number) value).doubleValue();
  }

  @Override
  Object valueAt(int row) {
    return type().kind() == TypeKind.REAL ? (Object) (float) values[row] : (Object) values[row];
  }

  @Override
  public long retainedBytes() {
    return (long) Double.BYTES * values.length + validityBytes();
  }
}
