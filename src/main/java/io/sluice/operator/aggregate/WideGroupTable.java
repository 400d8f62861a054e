package io.sluice.operator.aggregate;

import io.sluice.memory.MemoryReservation;
import io.sluice.operator.key.WordHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys of several words. A slot is 32 bits of the hash as a tag and the group number plus one; a key is compared only where the tag agrees.
 *
 * <p>Keys are looked up a block at a time, as in {@link NarrowGroupTable}: first all hashes and slots, then the keys of the groups that stand there.
 */
final class WideGroupTable extends GroupTable {
  private static final long TAG_MASK = 0xFFFFFFFF00000000L;

  private final int width;
  private long[] slots = new long[0];
  private int shift;
  private final long[] hashes = new long[BLOCK_ROWS];
  private final int[] found = new int[BLOCK_ROWS];

  WideGroupTable(int wordsPerKey, MemoryReservation reservation) {
    super(wordsPerKey, reservation);
    width = wordsPerKey;
  }

  @Override
  void assign(long[] words, int @Nullable [] rows, int count, int[] groups) {
    for (int from = 0; from < count; from += BLOCK_ROWS) {
      int n = Math.min(BLOCK_ROWS, count - from);
      readSlots(words, from, n);
      compareKeys(words, from, n);
      for (int i = 0; i < n; i++) {
        int group = found[i];
        if (group < 0) {
          group = findOrInsert(hashes[i], words, (from + i) * width);
        }
        groups[rows == null ? from + i : rows[from + i]] = group;
      }
    }
  }

  private void readSlots(long[] words, int from, int count) {
    long[] table = slots;
    int move = shift;
    for (int i = 0; i < count; i++) {
      hashes[i] = hash(words, (from + i) * width);
    }
    for (int i = 0; i < count; i++) {
      long hash = hashes[i];
      long entry = table[(int) (hash >>> move)];
      long difference = entry & TAG_MASK ^ tag(hash);
      // -1 where the tag differs or the slot is free.
      found[i] = (int) (entry - 1 | (difference | -difference) >> Long.SIZE - 1);
    }
  }

  /** Leaves the groups that have the keys; -1 for the others. */
  private void compareKeys(long[] words, int from, int count) {
    long[] keys = keys();
    for (int i = 0; i < count; i++) {
      int group = found[i];
      int key = (group & ~(group >> Integer.SIZE - 1)) * width;
      int with = (from + i) * width;
      long difference = keys[key] ^ words[with] | keys[key + 1] ^ words[with + 1];
      for (int word = 2; word < width; word++) {
        difference |= keys[key + word] ^ words[with + word];
      }
      found[i] = group | (int) ((difference | -difference) >> Long.SIZE - 1);
    }
  }

  private int findOrInsert(long hash, long[] words, int from) {
    int group = find(hash, words, from);
    return group < 0 ? insert(hash, words, from) : group;
  }

  private long hash(long[] words, int from) {
    return width == 2 ? WordHash.of(words[from], words[from + 1]) : WordHash.of(words, from, width);
  }

  private int find(long hash, long[] words, int from) {
    long[] table = slots;
    int mask = table.length - 1;
    long tag = tag(hash);
    int slot = (int) (hash >>> shift);
    while (true) {
      long entry = table[slot];
      if (entry == 0) {
        return -1;
      }
      if ((entry & TAG_MASK) == tag && isKey((int) entry - 1, words, from)) {
        return (int) entry - 1;
      }
      slot = slot + 1 & mask;
    }
  }

  private boolean isKey(int group, long[] words, int from) {
    long[] keys = keys();
    int key = group * width;
    for (int i = 0; i < width; i++) {
      if (keys[key + i] != words[from + i]) {
        return false;
      }
    }
    return true;
  }

  // The slot comes from the high bits of the tag, so that a table grows without the keys.
  private static long tag(long hash) {
    return hash & TAG_MASK;
  }

  private int insert(long hash, long[] words, int from) {
    ensureRoom();
    int slot = freeSlot(slots, hash);
    int group = add(words, from);
    slots[slot] = tag(hash) | group + 1;
    return group;
  }

  private int freeSlot(long[] table, long hash) {
    int mask = table.length - 1;
    int slot = (int) (hash >>> shift);
    while (table[slot] != 0) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  @Override
  long slotBytes(int groups) {
    return 2L * Long.BYTES * groups;
  }

  @Override
  void rebuild(int slotCount) {
    long[] table = new long[slotCount];
    shift = Long.numberOfLeadingZeros(slotCount) + 1;
    // From slot to slot, so that the new ones are written in order too.
    for (long entry : slots) {
      if (entry != 0) {
        table[freeSlot(table, entry)] = entry;
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
