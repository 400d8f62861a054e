package io.sluice.plan;

import static java.util.Objects.requireNonNull;

import io.sluice.column.RecordBatch;
import io.vertx.core.Future;

/** What a stream answers when it is polled. */
public sealed interface Poll {
  Poll END = new End();

  /** Pending, and worth polling again at once, after others had their turn. */
  Poll YIELD = new Pending(Future.succeededFuture());

  static Poll batch(RecordBatch batch) {
    return new Ready(batch);
  }

  static Poll pending(Future<Void> whenReady) {
    return new Pending(whenReady);
  }

  /** A batch, borrowed until the next poll. It may have no rows. */
  record Ready(RecordBatch batch) implements Poll {
    public Ready {
      requireNonNull(batch, "batch");
    }
  }

  /**
   * Nothing now. The future completes, on any thread, when polling is worth while again; a failed future counts as a completed one: the next
   * poll throws the cause.
   */
  record Pending(Future<Void> whenReady) implements Poll {
    public Pending {
      requireNonNull(whenReady, "whenReady");
    }
  }

  /** No batch follows. */
  record End() implements Poll {}
}
