package io.sluice.exchange;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.error.SluiceException;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.TaskId;
import io.vertx.core.Future;

/**
 * The output of one task: a bounded buffer for each partition of its plan, filled by the partition's driver and read by one consumer task each.
 *
 * <p>The driver of a partition: ask {@link #admission}; when open poll the stream and {@link #offer} the batch; at the stream's end
 * {@link #end}. A failure of any partition is {@link #fail}. Thread-safe.
 */
public final class TaskOutput implements AutoCloseable {
  public TaskOutput(TaskId task, int partitionCount, MemoryPool memory, ConfigValues options) {
    throw new UnsupportedOperationException(task + " " + partitionCount + memory + options);
  }

  /** Whether the partition takes a batch now. */
  public Admission admission(int partition) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes a batch, retaining it as long as it is buffered, and says whether another one may follow. Must only be called while the admission is open;
   * a batch for a closed partition is dropped.
   *
   * @throws SluiceException of code MEMORY_LIMIT when the pool has no room for the batch
   */
  public Admission offer(int partition, RecordBatch batch) {
    throw new UnsupportedOperationException();
  }

  /** No batch of that partition follows. */
  public void end(int partition) {
    throw new UnsupportedOperationException();
  }

  /** Drops what is buffered and tells the cause to all readers, present and future ones. The first cause counts. */
  public void fail(SluiceException cause) {
    throw new UnsupportedOperationException();
  }

  /** Completes when nobody wants more of that partition, so that a driver that waits for something else learns of it. */
  public Future<Void> whenClosed(int partition) {
    throw new UnsupportedOperationException();
  }

  /** Completes when every partition was delivered to its end or closed by its reader, or when the output failed or was closed. */
  public Future<Void> whenFinished() {
    throw new UnsupportedOperationException();
  }

  /** Lets a consumer task read. The first grant for a partition makes the consumer task its reader. */
  public ExchangeReader attach(int consumerTask, ExchangeConsumer consumer) {
    throw new UnsupportedOperationException();
  }

  /** Gives back all memory. Readers that are still there get an error of code CANCELLED. May be called more than once. */
  @Override
  public void close() {}
}
