package io.sluice.operator.repartition;

import io.sluice.config.SessionOptions;
import io.sluice.error.SluiceException;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** What the readers of one {@link SpoolExec} or {@link BroadcastExec} share in a task: for each partition of the input a queue for each reader, and the work that fills them. Thread-safe. */
final class Spooling {
  private final ExecutionPlan input;
  private final int readers;
  private final String rows;
  private final Schema schema;
  private final @Nullable BatchQueues[] partitions;
  private @Nullable SluiceException failure;

  /**
   * Starts nothing yet.
   *
   * @param rows what is kept for the readers, as it is named where memory runs out
   */
  Spooling(ExecutionPlan input, int readers, String rows) {
    this.input = input;
    this.readers = readers;
    this.rows = rows;
    schema = input.schema();
    partitions = new BatchQueues[input.partitionCount()];
  }

  /** What a reader gets of a partition of the input. The first reader starts it; where that failed, all readers fail alike. */
  synchronized RecordBatchStream open(int partition, int reader, TaskContext context) {
    if (failure != null) {
      throw failure;
    }
    BatchQueues queues = partitions[partition];
    if (queues == null) {
      try {
        queues = start(partition, context);
      } catch (RuntimeException e) {
        failure = SluiceException.of(e);
        throw failure;
      }
      partitions[partition] = queues;
    }
    return new QueueReader(schema, queues, reader);
  }

  private BatchQueues start(int partition, TaskContext context) {
    RecordBatchStream stream = input.open(partition, context);
    long queueBytes =
        context.memory().bufferBytes(context.config().get(SessionOptions.REPARTITION_QUEUE_BYTES));
    BatchQueues queues = new BatchQueues(
        1,
        readers,
        QueueBound.ofBytes(Math.max(1, queueBytes / partitions.length)),
        context.reserve(rows));
    context.spawn(
        rows + " of partition " + partition,
        new RepartitionInput(stream, new CopyingRouter(schema, queues), queues));
    return queues;
  }
}
