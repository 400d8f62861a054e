package io.sluice.operator.aggregate;

import io.sluice.memory.MemoryReservation;
import io.sluice.operator.key.WordHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys of several words. A slot is 32 bits of the hash as a tag and the group number plus one; a key is compared only where the tag agrees. */
final class WideGroupTable extends GroupTable {
  private static final long TAG_MASK = 0xFFFFFFFF00000000L;

  private final int width;
  private long[] slots = new long[0];
  private int shift;

  WideGroupTable(int wordsPerKey, MemoryReservation reservation) {
    super(wordsPerKey, reservation);
    width = wordsPerKey;
  }

  @Override
  void assign(long[] words, int @Nullable [] rows, int count, int[] groups) {
    for (int i = 0; i < count; i++) {
      int from = i * width;
      long hash = hash(words, from);
      int group = find(hash, words, from);
      if (group < 0) {
        group = insert(hash, words, from);
      }
      groups[rows == null ? i : rows[i]] = group;
    }
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

  // The slot comes from the high bits, the tag from the low ones.
  private static long tag(long hash) {
    return hash << 32;
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
    long[] keys = keys();
    for (int group = 0; group < size(); group++) {
      long hash = hash(keys, group * width);
      table[freeSlot(table, hash)] = tag(hash) | group + 1;
    }
    slots = table;
  }

  @Override
  void clear() {
    super.clear();
    Arrays.fill(slots, 0);
  }
}
