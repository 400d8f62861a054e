package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.Vector;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sums of DECIMAL of more than 18 digits, 128 bits wide. High and low word of a group stand side by side. */
final class DecimalSumAccumulator extends WideSum {
  private long[] sums = new long[0];

  DecimalSumAccumulator(MemoryReservation reservation) {
    super(reservation);
  }

  @Override
  public void update(int @Nullable [] groups, int @Nullable [] rows, int count, Vector vector) {
    long[] highs = ((Decimal128Vector) vector).high();
    long[] lows = ((Decimal128Vector) vector).low();
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      add(groups == null ? 0 : groups[row], highs[row], lows[row]);
    }
  }

  private void add(int group, long high, long low) {
    long beforeHigh = sums[2 * group];
    long beforeLow = sums[2 * group + 1];
    long afterLow = beforeLow + low;
    long carry = (beforeLow & low | (beforeLow | low) & ~afterLow) >>> 63;
    long afterHigh = beforeHigh + high + carry;
    if (((beforeHigh ^ afterHigh) & (high ^ afterHigh)) < 0) {
      throw Int128.overflow();
    }
    sums[2 * group] = afterHigh;
    sums[2 * group + 1] = afterLow;
  }

  @Override
  long high(int group) {
    return sums[2 * group];
  }

  @Override
  long low(int group) {
    return sums[2 * group + 1];
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    sums = longer(sums, Math.multiplyExact(2, newCapacity));
  }

  @Override
  void reset(int groupCount) {
    Arrays.fill(sums, 0, 2 * groupCount, 0);
  }
}
