package io.sluice.operator.join.match;

import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the build rows of a key. Each distinct key leads to its first row, and a row to the next one of the same key. Keys are words of a
 * {@link io.sluice.operator.key.KeyEncoder}.
 *
 * <p>Made for all rows at once: memory is reserved and allocated, then {@link #insert} is called for all rows from the last to the first. After that
 * nothing changes and all threads may look keys up.
 */
public abstract sealed class JoinTable permits DenseJoinTable, NarrowJoinTable, WideJoinTable {
  public static final int NONE = -1;

  private static final int MAX_RANGE_PER_ROW = 4;
  private static final int MIN_RANGE = 1024;

  private final int rowCount;
  private final MemoryReservation reservation;
  // The next row plus one, 0 at the end.
  private int @Nullable [] next;

  JoinTable(int rowCount, MemoryReservation reservation) {
    this.rowCount = rowCount;
    this.reservation = reservation;
  }

  /**
   * The table that fits the keys.
   *
   * @param words the keys of all rows, one after the other
   * @param type the type of the key if it is a single one, else null
   */
  public static JoinTable create(
      long[] words,
      int wordsPerKey,
      @Nullable DataType type,
      int rowCount,
      MemoryReservation reservation) {
    if (wordsPerKey > 1) {
      return new WideJoinTable(words, wordsPerKey, rowCount, reservation);
    }
    if (type != null && isInteger(type) && rowCount > 0) {
      long min = words[0];
      long max = words[0];
      for (int i = 0; i < rowCount; i++) {
        min = Math.min(min, words[i]);
        max = Math.max(max, words[i]);
      }
      long range = max - min;
      if (range >= 0 && range < Math.max(MIN_RANGE, (long) MAX_RANGE_PER_ROW * rowCount)) {
        return new DenseJoinTable(words, min, (int) range + 1, rowCount, reservation);
      }
    }
    return new NarrowJoinTable(words, rowCount, reservation);
  }

  private static boolean isInteger(DataType type) {
    return switch (type.physicalType()) {
      case INT32, INT64 -> true;
      case BIT, FLOAT64, INT128, BYTES -> false;
    };
  }

  /** Inserts the keys of the rows from one (inclusive) to another (exclusive). */
  public abstract void insert(int fromRow, int toRow);

  /**
   * Looks keys up.
   *
   * @param words the keys, one after the other
   * @param firstRows takes the first row of each key, or {@link #NONE}
   */
  abstract void find(long[] words, int count, int[] firstRows);

  /** Whether no two rows have the same key. */
  final boolean isUnique() {
    return next == null;
  }

  /** The next row of the same key, or {@link #NONE}. */
  public final int next(int row) {
    int[] following = next;
    return following == null ? NONE : following[row] - 1;
  }

  /** Puts a row before another one of the same key. */
  final void chain(int row, int following) {
    int[] rows = next;
    if (rows == null) {
      reservation.grow((long) Integer.BYTES * rowCount);
      rows = new int[rowCount];
      next = rows;
    }
    rows[row] = following + 1;
  }

  /** A power of two of slots, filled to between 0.35 and 0.7 by so many keys. */
  static int slotCount(int keyCount) {
    return Integer.highestOneBit(Math.max(8, (int) (keyCount / 0.7))) * 2;
  }
}
