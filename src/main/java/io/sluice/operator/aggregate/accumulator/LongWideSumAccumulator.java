package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of 64-bit values, BIGINT or DECIMAL of up to 18 digits, 128 bits wide.
 *
 * <p>A sum is {@code overflows * 2^64 + sum}, both signed. Almost no sum ever overflows 64 bits, so almost no row touches more than one word.
 */
final class LongWideSumAccumulator extends WideSum {
  private long[] sums = new long[0];
  private int[] overflows = new int[0];

  LongWideSumAccumulator(MemoryReservation reservation) {
    super(reservation);
  }

  @Override
  public void update(int @Nullable [] groups, int @Nullable [] rows, int count, Vector vector) {
    long[] values = ((LongVector) vector).values();
    if (groups == null) {
      addAll(rows, count, values);
    } else if (rows == null) {
      for (int i = 0; i < count; i++) {
        add(groups[i], values[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        add(groups[row], values[row]);
      }
    }
  }

  private void add(int group, long value) {
    long before = sums[group];
    long after = before + value;
    sums[group] = after;
    if (((before ^ after) & (value ^ after)) < 0) {
      overflows[group] += value < 0 ? -1 : 1;
    }
  }

  /**
   * Sums all values modulo 2^64, and their upper halves, which cannot overflow: neither branches. What the upper halves leave of the sum is that of the lower
   * halves, which has no more than 32 + 31 bits.
   */
  private void addAll(int @Nullable [] rows, int count, long[] values) {
    long sum = 0;
    long high = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long value = values[i];
        sum += value;
        high += value >> 32;
      }
    } else {
      for (int i = 0; i < count; i++) {
        long value = values[rows[i]];
        sum += value;
        high += value >> 32;
      }
    }
    long low = sum - (high << 32);
    // high * 2^32 has up to 64 + 16 bits: its own high part counts 2^64.
    long carry = high >> 32;
    overflows[0] += (int) carry;
    addUnsigned(high << 32);
    add(0, low);
  }

  /** Adds a word without sign to the sum of group 0. */
  private void addUnsigned(long word) {
    add(0, word);
    overflows[0] += word < 0 ? 1 : 0;
  }

  @Override
  long high(int group) {
    return overflows[group] + (sums[group] >> 63);
  }

  @Override
  long low(int group) {
    return sums[group];
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    sums = longer(sums, newCapacity);
    overflows = longer(overflows, newCapacity);
  }

  @Override
  void reset(int groupCount) {
    Arrays.fill(sums, 0, groupCount, 0);
    Arrays.fill(overflows, 0, groupCount, 0);
  }
}
