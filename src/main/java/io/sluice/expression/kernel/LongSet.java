package io.sluice.expression.kernel;

/** A fixed set of {@code long}s by open addressing. Immutable. */
final class LongSet {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long[] slots;
  private final boolean[] isTaken;
  private final int shift;

  LongSet(long[] values) {
    int bits = Math.max(64 - Long.numberOfLeadingZeros(values.length * 2L), 2);
    slots = new long[1 << bits];
    isTaken = new boolean[1 << bits];
    shift = 64 - bits;
    for (long value : values) {
      int slot = find(value);
      slots[slot] = value;
      isTaken[slot] = true;
    }
  }

  boolean contains(long value) {
    return isTaken[find(value)];
  }

  /** The slot that holds the value, or the empty one where it would be. */
  private int find(long value) {
    int slot = (int) (value * MIX >>> shift);
    while (isTaken[slot] && slots[slot] != value) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }
}
