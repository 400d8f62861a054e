package io.sluice.source.parquet.write;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The distinct numbers of a chunk in the order of their first appearance.
 *
 * @param entries {@code size} numbers; the array may be longer
 * @param codes a code for each number of the chunk
 */
record NumberDictionary(long[] entries, int size, int[] codes) {
  private static final int FIRST_SLOTS = 256;

  /** The dictionary of the first {@code count} values; null when they have more than {@code maxSize} distinct ones. */
  static @Nullable NumberDictionary of(long[] values, int count, int maxSize) {
    if (count == 0) {
      return null;
    }
    // Slots hold codes plus one, so that 0 is a free one.
    int[] slots = new int[FIRST_SLOTS];
    long[] entries = new long[FIRST_SLOTS / 2];
    int[] codes = new int[count];
    int size = 0;
    for (int i = 0; i < count; i++) {
      long value = values[i];
      int slot = slot(value, slots.length);
      while (slots[slot] != 0 && entries[slots[slot] - 1] != value) {
        slot = slot + 1 & slots.length - 1;
      }
      if (slots[slot] == 0) {
        if (size == maxSize) {
          return null;
        }
        if (size == entries.length) {
          entries = Arrays.copyOf(entries, size * 2);
          slots = rehash(entries, size, slots.length * 2);
          slot = freeSlot(slots, value);
        }
        entries[size++] = value;
        slots[slot] = size;
      }
      codes[i] = slots[slot] - 1;
    }
    return new NumberDictionary(entries, size, codes);
  }

  private static int slot(long value, int slotCount) {
    long hash = value * 0x9E3779B97F4A7C15L;
    return (int) (hash ^ hash >>> 32) & slotCount - 1;
  }

  private static int freeSlot(int[] slots, long value) {
    int slot = slot(value, slots.length);
    while (slots[slot] != 0) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private static int[] rehash(long[] entries, int size, int slotCount) {
    int[] slots = new int[slotCount];
    for (int code = 0; code < size; code++) {
      slots[freeSlot(slots, entries[code])] = code + 1;
    }
    return slots;
  }
}
