package io.sluice.operator.repartition;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.type.Schema;

/** Deals whole batches to the outputs in turn. */
final class RoundRobinRouter implements BatchRouter {
  /** A batch in which fewer of its rows count is copied, so that the queue does not hold the others. */
  private static final double MIN_DENSITY = 0.25;

  private final BatchQueues queues;
  private final BatchBuilder compact;
  private int next;

  /**
   * @param first the output that gets the first batch
   */
  RoundRobinRouter(Schema schema, BatchQueues queues, int first) {
    this.queues = queues;
    compact = new BatchBuilder(schema);
    next = first;
  }

  @Override
  public void route(RecordBatch batch) {
    int rowCount = batch.rowCount();
    if (rowCount == 0) {
      return;
    }
    if (queues.isWanted(next)) {
      boolean isDense = rowCount >= batch.length() * MIN_DENSITY;
      queues.offer(next, isDense ? batch : copy(batch));
    }
    next = (next + 1) % queues.outputCount();
  }

  private RecordBatch copy(RecordBatch batch) {
    compact.begin(batch.rowCount());
    compact.appendSelected(batch, 0, batch.rowCount());
    return compact.finish(batch.rowCount());
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
