package io.sluice.bench;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;

/** Durations of one kind in order, so that percentiles are exact. */
record Percentiles(long[] sortedNanos) {
  private static final double NANOS_PER_MILLI = 1e6;

  static Percentiles of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted);
  }

  /**
   * The smallest duration that so many of a hundred do not exceed, in milliseconds.
   *
   * @param percent from 0 to 100
   */
  double millis(double percent) {
    int index = (int) Math.ceil(percent / 100 * sortedNanos.length) - 1;
    return sortedNanos[Math.max(index, 0)] / NANOS_PER_MILLI;
  }

  JsonObject json() {
    return new JsonObject()
        .put("count", sortedNanos.length)
        .put("p50Millis", millis(50))
        .put("p90Millis", millis(90))
        .put("p99Millis", millis(99))
        .put("maxMillis", millis(100));
  }
}
