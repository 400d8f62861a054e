package io.sluice.operator.aggregate;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives each distinct key a group number, from 0 on in the order in which keys appear. Keys are words of a
 * {@link io.sluice.operator.key.KeyEncoder}; those of all groups are kept one after the other.
 *
 * <p>Open addressing with linear probing, load at most a half. Memory is reserved before a table grows. Owned by one driver.
 */
abstract sealed class GroupTable permits NarrowGroupTable, WideGroupTable {
  private static final int MIN_GROUPS = 256;

  /** How many keys are looked up at a time: the lines of the table that they stand in stay in the cache meanwhile. */
  static final int BLOCK_ROWS = 256;

  private final MemoryReservation reservation;
  private final int wordsPerKey;
  private long[] keys = new long[0];
  private int size;
  private int maxSize;

  GroupTable(int wordsPerKey, MemoryReservation reservation) {
    this.wordsPerKey = wordsPerKey;
    this.reservation = reservation;
  }

  static GroupTable create(int wordsPerKey, MemoryReservation reservation) {
    return wordsPerKey == 1
        ? new NarrowGroupTable(reservation)
        : new WideGroupTable(wordsPerKey, reservation);
  }

  /**
   * Finds or makes the groups of keys.
   *
   * @param words the keys, one after the other
   * @param rows the row of each key; null for the first {@code count}
   * @param groups takes the group number of each key at its row
   */
  abstract void assign(long[] words, int @Nullable [] rows, int count, int[] groups);

  final int size() {
    return size;
  }

  /** The keys of all groups, one after the other. */
  final long[] keys() {
    return keys;
  }

  /** Forgets all groups and keeps the arrays. */
  void clear() {
    size = 0;
  }

  /** Makes the one group whose key is not looked up. */
  final int addUnlisted() {
    ensureRoom();
    Arrays.fill(keys, size * wordsPerKey, (size + 1) * wordsPerKey, 0);
    return size++;
  }

  /** The next group, with its key. There must be room. */
  final int add(long[] words, int from) {
    System.arraycopy(words, from, keys, size * wordsPerKey, wordsPerKey);
    return size++;
  }

  /** The next group of a key of one word. There must be room. */
  final int add(long word) {
    keys[size] = word;
    return size++;
  }

  final boolean hasRoom() {
    return size < maxSize;
  }

  /** Whether so many more groups can be made without growing. */
  final boolean hasRoom(int groupCount) {
    return groupCount <= maxSize - size;
  }

  /** Makes room for one more group; whatever was read of the slots is then out of date. */
  final void ensureRoom() {
    if (size < maxSize) {
      return;
    }
    int newMax = Math.max(MIN_GROUPS, maxSize * 2);
    if (newMax > maxGroups()) {
      throw new SluiceException(
          ErrorCode.MEMORY_LIMIT,
          "One partition of an aggregation has more than %d groups; raise target_partitions"
              .formatted(maxSize));
    }
    long oldSlotBytes = slotBytes(maxSize);
    reservation.grow(slotBytes(newMax) + (long) Long.BYTES * wordsPerKey * (newMax - maxSize));
    keys = Arrays.copyOf(keys, newMax * wordsPerKey);
    maxSize = newMax;
    rebuild(newMax * 2);
    reservation.shrink(oldSlotBytes);
  }

  private int maxGroups() {
    return Integer.highestOneBit((1 << 28) / Math.max(wordsPerKey / 2, 1));
  }

  /** Bytes of the slots for so many groups. */
  abstract long slotBytes(int groups);

  /** Makes new slots, a power of two of them, and puts all groups of the old ones into them. */
  abstract void rebuild(int slotCount);
}
