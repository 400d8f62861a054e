package io.sluice.column;

import java.util.Arrays;

/** Bit sets kept in {@code long[]} words, bit {@code i} in word {@code i / 64}: validity and BOOLEAN values. */
public final class Bits {
  private Bits() {}

  public static int wordCount(int bits) {
    return (bits + 63) >>> 6;
  }

  public static boolean get(long[] words, int index) {
    return (words[index >>> 6] >>> index & 1L) != 0;
  }

  public static void set(long[] words, int index) {
    words[index >>> 6] |= 1L << index;
  }

  public static void clear(long[] words, int index) {
    words[index >>> 6] &= ~(1L << index);
  }

  public static void put(long[] words, int index, boolean value) {
    long bit = value ? 1L : 0L;
    int word = index >>> 6;
    words[word] = words[word] & ~(1L << index) | bit << index;
  }

  /** Sets the bits from (inclusive) to (exclusive). */
  public static void setRange(long[] words, int from, int to) {
    if (from >= to) {
      return;
    }
    int first = from >>> 6;
    int last = (to - 1) >>> 6;
    long head = -1L << from;
    long tail = -1L >>> -to;
    if (first == last) {
      words[first] |= head & tail;
      return;
    }
    words[first] |= head;
    Arrays.fill(words, first + 1, last, -1L);
    words[last] |= tail;
  }

  /** How many of the first {@code bits} bits are set. */
  public static int count(long[] words, int bits) {
    int count = 0;
    int full = bits >>> 6;
    for (int i = 0; i < full; i++) {
      count += Long.bitCount(words[i]);
    }
    int rest = bits & 63;
    return rest == 0 ? count : count + Long.bitCount(words[full] & (-1L >>> -rest));
  }
}
