package io.sluice.exchange;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;

/** Whether a partition of a {@link TaskOutput} takes another batch. */
public sealed interface Admission {
  Admission OPEN = new Open();
  Admission CLOSED = new Closed();

  /** There is room: poll the partition's stream and offer the next batch. */
  record Open() implements Admission {}

  /**
   * No room now. The future completes, on any thread, when there is room again or the partition is closed; ask
   * {@link TaskOutput#admission} then.
   */
  record Full(Future<Void> whenRoom) implements Admission {
    public Full {
      requireNonNull(whenRoom, "whenRoom");
    }
  }

  /** Nobody wants more of the partition: close its stream. */
  record Closed() implements Admission {}
}
