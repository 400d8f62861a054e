package io.sluice.plan;

import io.sluice.type.Schema;

/** Where a task puts rows that memory has no room for. Whatever is left when the task ends is deleted. Thread-safe. */
public interface SpillSpace {
  /**
   * A new, empty file.
   *
   * @param consumer who writes it, for messages and for the reservation of what is on its way, for instance {@code SortExec}
   */
  SpillFile create(String consumer, Schema schema);

  /** How many bytes of columns a file's batch should have: less in a small pool, so that many files can be open at once. */
  long batchBytes();
}
