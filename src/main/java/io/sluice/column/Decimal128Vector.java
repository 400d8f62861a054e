package io.sluice.column;

import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;

/** DECIMAL of more than 18 digits: the unscaled value in two's complement, high and low 64 bits apart. UUID: its bits with the first one turned. */
public final class Decimal128Vector extends FlatVector {
  private long[] high;
  private long[] low;

  public Decimal128Vector(DataType type, int capacity) {
    super(type);
    high = new long[Math.max(capacity, 1)];
    low = new long[Math.max(capacity, 1)];
  }

  public long[] high() {
    return high;
  }

  /** The low words, unsigned. */
  public long[] low() {
    return low;
  }

  /** The unscaled value of two words. */
  public static BigInteger unscaled(long high, long low) {
    BigInteger lowPart = BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1));
    return BigInteger.valueOf(high).shiftLeft(64).or(lowPart);
  }

  @Override
  public int capacity() {
    return high.length;
  }

  @Override
  void grow(int capacity) {
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
  }

  @Override
  void poison() {
    Arrays.fill(high, 0xDEADBEEFDEADBEEFL);
    Arrays.fill(low, 0xDEADBEEFDEADBEEFL);
  }

  @Override
  void gather(FlatVector source, int[] rows, int offset, int count, boolean hasMissing) {
    Decimal128Vector from = (Decimal128Vector) source;
    int start = length();
    for (int i = 0; i < count; i++) {
      int row = rows[offset + i];
      high[start + i] = row < 0 ? 0 : from.high[row];
      low[start + i] = row < 0 ? 0 : from.low[row];
    }
  }

  @Override
  void copyRange(FlatVector source, int from, int count) {
    System.arraycopy(((Decimal128Vector) source).high, from, high, length(), count);
    System.arraycopy(((Decimal128Vector) source).low, from, low, length(), count);
  }

  @Override
  void writeDefault(int row) {
    high[row] = 0;
    low[row] = 0;
  }

  @Override
  void writeValue(int row, Object value) {
    if (value instanceof UUID uuid) {
      high[row] = uuid.getMostSignificantBits() ^ Long.MIN_VALUE;
      low[row] = uuid.getLeastSignificantBits();
      return;
    }
    BigInteger unscaled = ((BigDecimal) value).unscaledValue();
    high[row] = unscaled.shiftRight(64).longValueExact();
    low[row] = unscaled.longValue();
  }

  @Override
  Object valueAt(int row) {
    return type() instanceof DecimalType decimal
        ? (Object) new BigDecimal(unscaled(high[row], low[row]), decimal.scale())
        : (Object) new UUID(high[row] ^ Long.MIN_VALUE, low[row]);
  }

  @Override
  public long retainedBytes() {
    return 2L * Long.BYTES * high.length + validityBytes();
  }
}
