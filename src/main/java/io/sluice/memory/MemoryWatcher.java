package io.sluice.memory;

/** Hears how much of a pool its reservations hold. Called by whoever changes one, under its lock: must be quick and thread-safe. */
public interface MemoryWatcher {
  MemoryWatcher NONE = deltaBytes -> {};

  /**
   * A reservation has grown, or has shrunk when negative.
   */
  void changed(long deltaBytes);
}
