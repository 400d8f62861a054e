package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of INTEGER or BIGINT as BIGINT. A sum that leaves 64 bits is an error. Also sums counts, where no value is 0.
 */
final class LongSumAccumulator extends ValueAccumulator implements GroupCounts {
  private final boolean isCount;
  private long[] sums = new long[0];

  LongSumAccumulator(boolean isCount, MemoryReservation reservation) {
    super(reservation);
    this.isCount = isCount;
  }

  @Override
  public void update(int @Nullable [] groups, int @Nullable [] rows, int count, Vector values) {
    if (values instanceof IntVector ints) {
      updateInts(groups, rows, count, ints.values());
    } else {
      updateLongs(groups, rows, count, ((LongVector) values).values());
    }
  }

  private void updateInts(int @Nullable [] groups, int @Nullable [] rows, int count, int[] values) {
    if (groups == null) {
      // A batch of int values cannot overflow a long.
      add(0, sum(rows, count, values));
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        add(groups[row], values[row]);
      }
    }
  }

  private static long sum(int @Nullable [] rows, int count, int[] values) {
    long sum = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        sum += values[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        sum += values[rows[i]];
      }
    }
    return sum;
  }

  private void updateLongs(
      int @Nullable [] groups, int @Nullable [] rows, int count, long[] values) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      add(groups == null ? 0 : groups[row], values[row]);
    }
  }

  private void add(int group, long value) {
    long before = sums[group];
    long after = before + value;
    if (((before ^ after) & (value ^ after)) < 0) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          "A sum of INTEGER values leaves the range of BIGINT; cast the argument to DECIMAL(38, 0)");
    }
    sums[group] = after;
  }

  long sum(int group) {
    return sums[group];
  }

  @Override
  public long count(int group) {
    return sums[group];
  }

  @Override
  boolean isNeverNull() {
    return isCount;
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    sums = longer(sums, newCapacity);
  }

  @Override
  void reset(int groupCount) {
    Arrays.fill(sums, 0, groupCount, 0);
  }

  @Override
  void writeValues(int from, int count, FlatVector target) {
    System.arraycopy(sums, from, ((LongVector) target).values(), target.length(), count);
  }
}
