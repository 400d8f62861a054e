package io.sluice.catalog.stored;

import io.sluice.config.Clock;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Directories that no table has any more, until the queries that began with them are over. Thread-safe. */
public final class Retention {
  private final Clock clock;
  private final long millis;

  // Guarded by this.
  private final ArrayDeque<Retired> retired = new ArrayDeque<>();

  private record Retired(Path directory, long removableAt) {}

  /**
   * @param millis how long a directory is left
   */
  public Retention(Clock clock, long millis) {
    this.clock = clock;
    this.millis = millis;
  }

  synchronized void add(Path directory) {
    retired.add(new Retired(directory, clock.epochMillis() + millis));
  }

  /** Those whose time is over; each is given once. */
  synchronized List<Path> due() {
    List<Path> due = new ArrayList<>();
    long now = clock.epochMillis();
    while (!retired.isEmpty() && retired.peek().removableAt() <= now) {
      due.add(retired.remove().directory());
    }
    return due;
  }
}
