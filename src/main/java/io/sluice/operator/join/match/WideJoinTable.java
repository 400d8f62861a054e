package io.sluice.operator.join.match;

import io.sluice.memory.MemoryReservation;
import io.sluice.operator.key.WordHash;

/** Keys of several words. A slot is 32 bits of the hash as a tag and the first row plus one; a key is compared only where the tag agrees. */
final class WideJoinTable extends JoinTable {
  private static final long TAG_MASK = 0xFFFFFFFF00000000L;

  private final long[] keys;
  private final int width;
  private final long[] slots;
  private final int shift;

  WideJoinTable(long[] keys, int wordsPerKey, int rowCount, MemoryReservation reservation) {
    super(rowCount, reservation);
    this.keys = keys;
    width = wordsPerKey;
    int slotCount = slotCount(rowCount);
    reservation.grow((long) Long.BYTES * slotCount);
    slots = new long[slotCount];
    shift = Long.numberOfLeadingZeros(slotCount) + 1;
  }

  @Override
  public void insert(int fromRow, int toRow) {
    for (int row = toRow - 1; row >= fromRow; row--) {
      long hash = hash(keys, row * width);
      int slot = slot(hash, keys, row * width);
      int following = (int) slots[slot];
      if (following != 0) {
        chain(row, following - 1);
      }
      slots[slot] = tag(hash) | row + 1;
    }
  }

  @Override
  void find(long[] words, int count, int[] firstRows) {
    for (int i = 0; i < count; i++) {
      long hash = hash(words, i * width);
      firstRows[i] = (int) slots[slot(hash, words, i * width)] - 1;
    }
  }

  /** The slot of the key, or the free one where it belongs. */
  private int slot(long hash, long[] words, int from) {
    long[] table = slots;
    int mask = table.length - 1;
    long tag = tag(hash);
    int slot = (int) (hash >>> shift);
    while (true) {
      long entry = table[slot];
      if (entry == 0 || (entry & TAG_MASK) == tag && isKey((int) entry - 1, words, from)) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
  }

  private boolean isKey(int row, long[] words, int from) {
    int key = row * width;
    for (int i = 0; i < width; i++) {
      if (keys[key + i] != words[from + i]) {
        return false;
      }
    }
    return true;
  }

  private long hash(long[] words, int from) {
    return width == 2 ? WordHash.of(words[from], words[from + 1]) : WordHash.of(words, from, width);
  }

  // The slot comes from the high bits, the tag from the low ones.
  private static long tag(long hash) {
    return hash << 32;
  }
}
