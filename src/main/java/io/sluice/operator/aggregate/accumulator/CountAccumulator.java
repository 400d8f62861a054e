package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Counts rows. */
public final class CountAccumulator extends Accumulator implements GroupCounts {
  private long[] counts = new long[0];

  public CountAccumulator(MemoryReservation reservation) {
    super(reservation);
  }

  /**
   * Counts rows.
   *
   * @param groups the group of each row, at the row; null when all belong to group 0
   * @param rows the rows that count; null for the first {@code count}
   */
  public void update(int @Nullable [] groups, int @Nullable [] rows, int count) {
    if (groups == null) {
      counts[0] += count;
    } else if (rows == null) {
      for (int i = 0; i < count; i++) {
        counts[groups[i]]++;
      }
    } else {
      for (int i = 0; i < count; i++) {
        counts[groups[rows[i]]]++;
      }
    }
  }

  @Override
  public long count(int group) {
    return counts[group];
  }

  @Override
  boolean isNeverNull() {
    return true;
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    counts = longer(counts, newCapacity);
  }

  @Override
  void reset(int groupCount) {
    Arrays.fill(counts, 0, groupCount, 0);
  }

  @Override
  void writeValues(int from, int count, FlatVector target) {
    System.arraycopy(counts, from, ((LongVector) target).values(), target.length(), count);
  }
}
