package io.sluice.expression.kernel;

import org.jspecify.annotations.Nullable;

/** A fixed set of byte strings by open addressing. Immutable. */
final class BytesSet {
  private final byte[] @Nullable [] slots;

  BytesSet(byte[][] values) {
    int bits = Math.max(32 - Integer.numberOfLeadingZeros(values.length * 2), 2);
    slots = new byte[1 << bits][];
    for (byte[] value : values) {
      slots[find(value, 0, value.length)] = value;
    }
  }

  boolean contains(byte[] bytes, int from, int length) {
    return slots[find(bytes, from, length)] != null;
  }

  /** The slot that holds the value, or the empty one where it would be. */
  private int find(byte[] bytes, int from, int length) {
    int mask = slots.length - 1;
    int slot = ByteStrings.hash(bytes, from, length) & mask;
    for (byte[] held = slots[slot]; held != null; held = slots[slot]) {
      if (held.length == length && ByteStrings.equal(bytes, from, held, 0, length)) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
