package io.sluice.operator.sample;

/** A reproducible series of draws with one probability: the SplitMix64 sequence of a seed. Owned by one driver. */
final class Draws {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final int FRACTION_BITS = 53;

  private final long limit;
  private long state;

  /**
   * @param probability from 0 to 1
   */
  Draws(long seed, double probability) {
    state = seed;
    limit = (long) (probability * (1L << FRACTION_BITS));
  }

  /** Whether the next draw hits. */
  boolean next() {
    state += STEP;
    return mixed(state) >>> Long.SIZE - FRACTION_BITS < limit;
  }

  static long mixed(long value) {
    long bits = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
    return bits ^ bits >>> 31;
  }
}
