package io.sluice.cli.query;

import io.sluice.column.RecordBatch;
import io.sluice.coordinator.QueryProgress;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.Optional;

/** A statement that runs. Nothing here blocks. Must be closed. Used by one thread, except for {@link #cancel}. */
public interface RunningQuery {
  /**
   * The next batch, or empty behind the last one. A batch is borrowed until the next call or close.
   *
   * @return fails with a {@link io.sluice.error.SluiceException}
   */
  Future<Optional<RecordBatch>> next();

  /** The columns, once the first {@link #next} has succeeded; none for a statement without result. */
  Schema schema();

  /** Whether there were more rows than the connection was told to fetch; known at the end. */
  boolean isTruncated();

  /** How far it is, or how it ended; empty when that is not known. What it has read is counted where the connection was opened to watch. */
  Future<Optional<QueryProgress>> progress();

  /** Asks that the statement ends; {@link #next} fails with CANCELLED then. May be called again while it does not. Thread-safe. */
  void cancel();

  /** Ends the statement if it still runs. Completes when nothing of it is left, as far as that can be known. */
  Future<Void> close();
}
