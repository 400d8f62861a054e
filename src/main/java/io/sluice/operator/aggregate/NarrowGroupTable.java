package io.sluice.operator.aggregate;

import io.sluice.memory.MemoryReservation;
import io.sluice.operator.key.WordHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys of one word. A slot is the key and beside it the group number plus one, so that a lookup touches one cache line.
 *
 * <p>Keys are looked up a block at a time: first the slots where they should stand are read, without a branch, so that the processor waits for many lines of a
 * large table at once; then those that did not stand there, which are few, are looked for or added one by one.
 */
final class NarrowGroupTable extends GroupTable {
  private long[] slots = new long[0];
  private int shift;
  private final int[] found = new int[BLOCK_ROWS];

  NarrowGroupTable(MemoryReservation reservation) {
    super(1, reservation);
  }

  @Override
  void assign(long[] words, int @Nullable [] rows, int count, int[] groups) {
    for (int from = 0; from < count; from += BLOCK_ROWS) {
      int n = Math.min(BLOCK_ROWS, count - from);
      readSlots(words, from, n);
      for (int i = 0; i < n; i++) {
        int group = found[i];
        if (group < 0) {
          group = findOrInsert(words[from + i]);
        }
        groups[rows == null ? from + i : rows[from + i]] = group;
      }
    }
  }

  private void readSlots(long[] words, int from, int count) {
    long[] table = slots;
    int move = shift;
    int[] out = found;
    for (int i = 0; i < count; i++) {
      long word = words[from + i];
      int slot = 2 * WordHash.slot(word, move);
      long difference = table[slot] ^ word;
      // All bits are set where the keys differ; a free slot has no group anyway.
      out[i] = (int) (table[slot + 1] - 1 | (difference | -difference) >> Long.SIZE - 1);
    }
  }

  private int findOrInsert(long word) {
    long[] table = slots;
    int mask = (table.length >> 1) - 1;
    int slot = WordHash.slot(word, shift);
    long group;
    while ((group = table[2 * slot + 1]) != 0 && table[2 * slot] != word) {
      slot = slot + 1 & mask;
    }
    return (int) (group != 0 ? group : insert(word, slot)) - 1;
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
    long[] old = slots;
    long[] table = new long[2 * slotCount];
    shift = Long.numberOfLeadingZeros(slotCount) + 1;
    // From slot to slot, so that the new ones are written in order too.
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        int slot = 2 * freeSlot(table, old[i]);
        table[slot] = old[i];
        table[slot + 1] = old[i + 1];
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
