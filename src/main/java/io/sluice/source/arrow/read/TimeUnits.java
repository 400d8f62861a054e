package io.sluice.source.arrow.read;

/** Numbers of seconds, milliseconds, microseconds or nanoseconds as microseconds. */
final class TimeUnits {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private TimeUnits() {}

  /**
   * The microseconds, cut where there are digits behind them.
   *
   * @throws ArithmeticException when they do not fit
   */
  static long micros(long value, long unitsPerSecond) {
    return unitsPerSecond <= MICROS_PER_SECOND
        ? Math.multiplyExact(value, MICROS_PER_SECOND / unitsPerSecond)
        : Math.floorDiv(value, unitsPerSecond / MICROS_PER_SECOND);
  }
}
