package io.sluice.operator.join.match;

import io.sluice.memory.MemoryReservation;
import io.sluice.operator.key.WordHash;

/** Keys of one word. A slot is the key and beside it the first row plus one, so that a lookup touches one cache line. */
final class NarrowJoinTable extends JoinTable {
  private final long[] keys;
  private final long[] slots;
  private final int shift;

  NarrowJoinTable(long[] keys, int rowCount, MemoryReservation reservation) {
    super(rowCount, reservation);
    this.keys = keys;
    int slotCount = slotCount(rowCount);
    reservation.grow(2L * Long.BYTES * slotCount);
    slots = new long[2 * slotCount];
    shift = Long.numberOfLeadingZeros(slotCount) + 1;
  }

  @Override
  public void insert(int fromRow, int toRow) {
    int mask = (slots.length >> 1) - 1;
    for (int row = toRow - 1; row >= fromRow; row--) {
      long key = keys[row];
      int slot = WordHash.slot(key, shift);
      while (slots[2 * slot + 1] != 0 && slots[2 * slot] != key) {
        slot = slot + 1 & mask;
      }
      long following = slots[2 * slot + 1];
      if (following != 0) {
        chain(row, (int) following - 1);
      }
      slots[2 * slot] = key;
      slots[2 * slot + 1] = row + 1L;
    }
  }

  @Override
  void find(long[] words, int count, int[] firstRows) {
    long[] table = slots;
    int mask = (table.length >> 1) - 1;
    for (int i = 0; i < count; i++) {
      long key = words[i];
      int slot = WordHash.slot(key, shift);
      long row;
      while ((row = table[2 * slot + 1]) != 0 && table[2 * slot] != key) {
        slot = slot + 1 & mask;
      }
      firstRows[i] = (int) row - 1;
    }
  }
}
