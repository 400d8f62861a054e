package io.sluice.plan;

import io.sluice.column.RecordBatch;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Batches on disk: written once, then read, as often as wanted, in the order in which they were written. Owned by one driver; the disk is used on the I/O pool.
 *
 * <p>What is written is copied at once and waits in memory for the disk. That is bounded by the writer's manners: it asks {@link #awaitRoom} before each
 * batch, and waits for what it answers.
 *
 * <p>Every method but {@link #close} throws a {@link io.sluice.error.SluiceException} when an earlier write failed: of code SPILL_LIMIT when the node's
 * files hold all they may, of code IO_ERROR otherwise.
 */
public interface SpillFile extends AutoCloseable {
  /** Null when a batch may be written, else what to wait for. */
  @Nullable
  Future<Void> awaitRoom();

  /** Adds the rows of a batch that count. The batch may be used again at once. */
  void write(RecordBatch batch);

  /** How many rows were written. */
  long rowCount();

  /** How many batches were written. */
  int batchCount();

  /** The bytes of the batches as they were written, before compression. */
  long rawBytes();

  /** Null when all that was written is on disk, else what to wait for. */
  @Nullable
  Future<Void> awaitWritten();

  /**
   * A stream of the batches, to be made and polled when {@link #awaitWritten} answered null. Closing it leaves the file.
   *
   * <p>Its polls fail with IO_ERROR when the file cannot be read or is not as it was written.
   */
  RecordBatchStream read();

  /** Deletes the file soon. May be called more than once. */
  @Override
  void close();
}
