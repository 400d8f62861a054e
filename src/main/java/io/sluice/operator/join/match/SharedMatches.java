package io.sluice.operator.join.match;

import io.sluice.column.Bits;
import io.sluice.memory.MemoryReservation;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Which rows of a build side have a partner in any partition of the other input. Thread-safe. */
public final class SharedMatches {
  private final int rowCount;
  private final AtomicLongArray matched;
  private final @Nullable AtomicLongArray unknown;
  private final AtomicInteger streamsLeft;

  /**
   * @param streamCount how many streams will call {@link #finish}
   * @param reservation of the build side
   */
  public SharedMatches(
      int rowCount, boolean isThreeValued, int streamCount, MemoryReservation reservation) {
    this.rowCount = rowCount;
    int words = Bits.wordCount(rowCount);
    reservation.grow((long) Long.BYTES * words * (isThreeValued ? 2 : 1));
    matched = new AtomicLongArray(words);
    unknown = isThreeValued ? new AtomicLongArray(words) : null;
    streamsLeft = new AtomicInteger(streamCount);
  }

  public void mark(int row) {
    set(matched, row);
  }

  public boolean isMarked(int row) {
    return get(matched, row);
  }

  public void markUnknown(int row) {
    if (unknown != null) {
      set(unknown, row);
    }
  }

  private static void set(AtomicLongArray bits, int row) {
    if (!get(bits, row)) {
      bits.accumulateAndGet(row >>> 6, 1L << row, (word, bit) -> word | bit);
    }
  }

  private static boolean get(AtomicLongArray bits, int row) {
    return (bits.get(row >>> 6) >>> row & 1L) != 0;
  }

  /** A stream has seen all its rows. Answers whether it was the last one, who knows all matches. */
  public boolean finish() {
    return streamsLeft.decrementAndGet() == 0;
  }

  /** The matches, complete when {@link #finish} said so. */
  public BuildMatches collect(JoinType type, BuildRows rows, MemoryReservation reservation) {
    BuildMatches matches = new BuildMatches(
        type, unknown != null, rows, new BuildRows(rows.schema(), reservation), reservation);
    for (int row = 0; row < rowCount; row++) {
      if (get(matched, row)) {
        matches.mark(row);
      }
      if (unknown != null && get(unknown, row)) {
        matches.markUnknown(row);
      }
    }
    return matches;
  }
}
