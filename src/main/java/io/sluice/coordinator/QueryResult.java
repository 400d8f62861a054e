package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.sluice.plan.QueryId;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * The result of a statement, pulled batch by batch: while nobody asks, the query's producers stop. Must be closed. Thread-safe; one call of {@link #next()} at a
 * time.
 */
public interface QueryResult {
  QueryId id();

  Schema schema();

  /**
   * The next batch, or empty behind the last one. A batch is borrowed until the next call or close.
   *
   * @return fails with a {@link io.sluice.error.SluiceException}; completes on any thread
   */
  Future<Optional<RecordBatch>> next();

  /** Ends the query if it still runs. Completes when nothing of it is left on any worker. May be called more than once. */
  Future<Void> close();
}
