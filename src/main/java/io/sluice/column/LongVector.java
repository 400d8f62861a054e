package io.sluice.column;

import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.util.Arrays;

/** BIGINT, TIME and the TIMESTAMPs as {@link DataType} has them, or DECIMAL of up to 18 digits as unscaled value. */
public final class LongVector extends FlatVector {
  private long[] values;

  public LongVector(DataType type, int capacity) {
    super(type);
    values = new long[Math.max(capacity, 1)];
  }

  /** One value a row; what stands at NULL rows means nothing. */
  public long[] values() {
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
    Arrays.fill(values, 0xDEADBEEFDEADBEEFL);
  }

  @Override
  void gather(FlatVector source, int[] rows, int offset, int count, boolean hasMissing) {
    long[] from = ((LongVector) source).values;
    long[] to = values;
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
    System.arraycopy(((LongVector) source).values, from, values, length(), count);
  }

  @Override
  void writeDefault(int row) {
    values[row] = 0;
  }

  @Override
  void writeValue(int row, Object value) {
    values[row] = value instanceof BigDecimal decimal
        ? decimal.unscaledValue().longValueExact()
        : (Long) value;
  }

  @Override
  Object valueAt(int row) {
    return type() instanceof DecimalType decimal
        ? (Object) BigDecimal.valueOf(values[row], decimal.scale())
        : (Object) values[row];
  }

  @Override
  public long retainedBytes() {
    return (long) Long.BYTES * values.length + validityBytes();
  }
}
