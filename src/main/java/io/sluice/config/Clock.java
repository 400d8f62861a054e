package io.sluice.config;

/** Time as the engine sees it; a simulation brings its own. Thread-safe. */
public interface Clock {
  /** The clock of the machine. */
  Clock SYSTEM = new SystemClock();

  /** Nanoseconds from an arbitrary origin, for durations and deadlines. */
  long nanoTime();

  /** Milliseconds since 1970-01-01T00:00Z. */
  long epochMillis();
}
