package io.sluice.operator.repartition;

import io.sluice.column.RecordBatch;
import io.sluice.type.Schema;

/** Gives each batch to every output. */
final class CopyingRouter implements BatchRouter {
  private final BatchQueues queues;
  private final DenseBatches batches;

  CopyingRouter(Schema schema, BatchQueues queues) {
    this.queues = queues;
    batches = new DenseBatches(schema);
  }

  @Override
  public void route(RecordBatch batch) {
    if (batch.rowCount() == 0) {
      return;
    }
    RecordBatch dense = batches.dense(batch);
    for (int output = 0; output < queues.outputCount(); output++) {
      if (queues.isWanted(output)) {
        queues.offer(output, dense);
      }
    }
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
