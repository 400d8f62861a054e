package io.sluice.exchange;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.memory.MemoryPool;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.TaskId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The output of one task: a bounded buffer for each partition of its plan, filled by the partition's driver and read by one consumer task each.
 *
 * <p>The driver of a partition: ask {@link #admission}; when open poll the stream and {@link #offer} the batch; at the stream's end
 * {@link #end}. A failure of any partition is {@link #fail}. Thread-safe.
 */
public final class TaskOutput implements AutoCloseable {
  private final TaskId task;
  private final MemoryReservation memory;
  private final OutputPartition[] partitions;
  private final Map<TaskId, OutputReader> readers = new ConcurrentHashMap<>();
  private final AtomicReference<SluiceException> failure = new AtomicReference<>();
  private final AtomicInteger unfinished;
  private final Promise<Void> finished = Promise.promise();

  public TaskOutput(TaskId task, int partitionCount, MemoryPool pool, ConfigValues options) {
    this.task = task;
    memory = pool.reserve("Output of task " + task);
    unfinished = new AtomicInteger(partitionCount);
    long limitBytes = Math.min(
        options.get(ExchangeOptions.PARTITION_BUFFER_BYTES),
        Math.max(
            1,
            pool.bufferBytes(options.get(ExchangeOptions.OUTPUT_BUFFER_BYTES)) / partitionCount));
    partitions = new OutputPartition[partitionCount];
    for (int i = 0; i < partitionCount; i++) {
      partitions[i] = new OutputPartition(i, memory, limitBytes);
    }
  }

  TaskId task() {
    return task;
  }

  boolean hasPartition(int index) {
    return index >= 0 && index < partitions.length;
  }

  OutputPartition partition(int index) {
    return partitions[index];
  }

  /** Whether the partition takes a batch now. */
  public Admission admission(int partition) {
    return partitions[partition].admission();
  }

  /**
   * Takes a batch, keeping or copying it, and says whether another one may follow. Called while the admission is open; a batch for a closed
   * partition is dropped.
   */
  public Admission offer(int partition, RecordBatch batch) {
    OutputPartition target = partitions[partition];
    if (batch.rowCount() > 0) {
      target.add(batch);
      signal(target);
    }
    return target.admission();
  }

  /** No batch of that partition follows. */
  public void end(int partition) {
    partitions[partition].end();
    signal(partitions[partition]);
  }

  private static void signal(OutputPartition partition) {
    OutputReader reader = partition.reader();
    if (reader != null) {
      reader.signal(partition);
    }
  }

  /** Drops what is buffered and tells the cause to all readers, present and future ones. The first cause counts. */
  public void fail(SluiceException cause) {
    if (failure.compareAndSet(null, cause)) {
      for (OutputPartition partition : partitions) {
        partition.close();
      }
      readers.values().forEach(reader -> reader.fail(cause));
      finished.tryComplete();
    }
  }

  /** Completes when nobody wants more of that partition, so that a driver that waits for something else learns of it. */
  public Future<Void> whenClosed(int partition) {
    return partitions[partition].whenClosed();
  }

  /** Completes when every partition was delivered to its end or closed by its reader, or when the output failed or was closed. */
  public Future<Void> whenFinished() {
    return finished.future();
  }

  void closePartition(OutputPartition partition) {
    if (partition.close()) {
      partitionDelivered();
    }
  }

  /** A partition needs nothing more. */
  void partitionDelivered() {
    if (unfinished.decrementAndGet() == 0) {
      finished.tryComplete();
    }
  }

  /** Lets a consumer task read. The first grant for a partition makes the consumer task its reader. */
  public ExchangeReader attach(TaskId consumerTask, ExchangeConsumer consumer) {
    OutputReader reader = new OutputReader(this, consumer);
    if (readers.putIfAbsent(consumerTask, reader) != null) {
      reader.fail(new SluiceException(
          ErrorCode.EXCHANGE_ERROR,
          "Task %s is read by task %s already".formatted(task, consumerTask)));
      return reader;
    }
    SluiceException cause = failure.get();
    if (cause != null) {
      reader.fail(cause);
    }
    return reader;
  }

  /** Gives back all memory. Readers of an output that is not finished get an error of code CANCELLED. May be called more than once. */
  @Override
  public void close() {
    if (finished.future().isComplete()) {
      for (OutputPartition partition : partitions) {
        partition.close();
      }
      if (failure.get() == null) {
        readers.values().forEach(OutputReader::detach);
      }
    } else {
      fail(new SluiceException(ErrorCode.CANCELLED, "Task " + task + " was ended"));
    }
    memory.close();
  }
}
