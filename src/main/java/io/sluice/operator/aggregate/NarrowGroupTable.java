package io.sluice.operator.aggregate;

import io.sluice.memory.MemoryReservation;
import io.sluice.operator.key.WordHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys of one word. A slot is the key and beside it the group number plus one, so that a lookup touches one cache line. */
final class NarrowGroupTable extends GroupTable {
  private long[] slots = new long[0];
  private int shift;

  NarrowGroupTable(MemoryReservation reservation) {
    super(1, reservation);
  }

  @Override
  void assign(long[] words, int @Nullable [] rows, int count, int[] groups) {
    long[] table = slots;
    int mask = (table.length >> 1) - 1;
    int move = shift;
    for (int i = 0; i < count; i++) {
      long word = words[i];
      int slot = WordHash.slot(word, move);
      long group;
      while ((group = table[2 * slot + 1]) != 0 && table[2 * slot] != word) {
        slot = slot + 1 & mask;
      }
      if (group == 0) {
        group = insert(word, slot);
        table = slots;
        mask = (table.length >> 1) - 1;
        move = shift;
      }
      groups[rows == null ? i : rows[i]] = (int) group - 1;
    }
  }

  private long insert(long word, int freeSlot) {
    int slot = freeSlot;
    if (!hasRoom()) {
      ensureRoom();
      slot = freeSlot(slots, word);
    }
    long group = add(word) + 1L;
    slots[2 * slot] = word;
    slots[2 * slot + 1] = group;
    return group;
  }

  private int freeSlot(long[] table, long word) {
    int mask = (table.length >> 1) - 1;
    int slot = WordHash.slot(word, shift);
    while (table[2 * slot + 1] != 0) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  @Override
  long slotBytes(int groups) {
    return 4L * Long.BYTES * groups;
  }

  @Override
  void rebuild(int slotCount) {
    long[] table = new long[2 * slotCount];
    shift = Long.numberOfLeadingZeros(slotCount) + 1;
    long[] keys = keys();
    for (int group = 0; group < size(); group++) {
      if (isListed(group)) {
        int slot = freeSlot(table, keys[group]);
        table[2 * slot] = keys[group];
        table[2 * slot + 1] = group + 1L;
      }
    }
    slots = table;
  }

  @Override
  void clear() {
    super.clear();
    Arrays.fill(slots, 0);
  }
}
