package io.sluice.operator.repartition;

import io.sluice.column.RecordBatch;
import io.sluice.type.Schema;

/** Deals whole batches to the outputs in turn. */
final class RoundRobinRouter implements BatchRouter {
  private final BatchQueues queues;
  private final DenseBatches batches;
  private int next;

  /**
   * @param first the output that gets the first batch
   */
  RoundRobinRouter(Schema schema, BatchQueues queues, int first) {
    this.queues = queues;
    batches = new DenseBatches(schema);
    next = first;
  }

  @Override
  public void route(RecordBatch batch) {
    if (batch.rowCount() == 0) {
      return;
    }
    if (queues.isWanted(next)) {
      queues.offer(next, batches.dense(batch));
    }
    next = (next + 1) % queues.outputCount();
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
