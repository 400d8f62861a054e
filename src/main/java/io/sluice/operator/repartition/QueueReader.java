package io.sluice.operator.repartition;

import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** The batches that are queued for one output. */
final class QueueReader implements RecordBatchStream {
  private final Schema schema;
  private final BatchQueues queues;
  private final int output;
  private final BatchQueues.Waiting instead = new BatchQueues.Waiting();
  private BatchQueues.@Nullable Queued current;

  QueueReader(Schema schema, BatchQueues queues, int output) {
    this.schema = schema;
    this.queues = queues;
    this.output = output;
    queues.readerOpened();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    releaseCurrent();
    current = queues.take(output, instead);
    return current == null ? instead.answer : Poll.batch(current.batch());
  }

  private void releaseCurrent() {
    if (current != null) {
      queues.giveBack(current);
      current = null;
    }
  }

  @Override
  public void close() {
    releaseCurrent();
    queues.readerClosed(output);
  }
}
