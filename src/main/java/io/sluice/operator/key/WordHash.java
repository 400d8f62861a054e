package io.sluice.operator.key;

/**
 * Hashes of keys in words, for tables inside one process. They have nothing in common with the hashes that spread rows over partitions, so
 * that the rows of one partition spread over a table. Tables use the high bits.
 */
public final class WordHash {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long SECOND_MULTIPLIER = 0xD6E8FEB86659FD93L;

  private static final int RUN_BITS = 3;
  private static final int RUN_MASK = (1 << RUN_BITS) - 1;

  private WordHash() {}

  /**
   * The slot of a key of one word in a table of {@code 2^(64 - shift)} slots, at least eight. The eight keys that differ in their last three bits alone share eight
   * neighbouring slots: where keys come in about the order of their numbers, most find their slots in the cache. All other keys are spread.
   */
  public static int slot(long word, int shift) {
    long run = word >>> RUN_BITS;
    return (int) ((run ^ run >>> 32) * MULTIPLIER >>> shift ^ word & RUN_MASK);
  }

  /** The hash of the key of several words that begins at an index. */
  public static long of(long[] words, int from, int count) {
    long hash = 0;
    for (int i = 0; i < count; i++) {
      hash = (hash ^ words[from + i]) * SECOND_MULTIPLIER;
      hash ^= hash >>> 32;
    }
    return hash * MULTIPLIER;
  }

  /** The hash of two words, as {@link #of(long[], int, int)} gives it. */
  public static long of(long first, long second) {
    long hash = first * SECOND_MULTIPLIER;
    hash ^= hash >>> 32;
    hash = (hash ^ second) * SECOND_MULTIPLIER;
    hash ^= hash >>> 32;
    return hash * MULTIPLIER;
  }
}
