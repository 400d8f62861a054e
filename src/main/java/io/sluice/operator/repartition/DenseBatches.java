package io.sluice.operator.repartition;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.type.Schema;

/** Batches as a queue should hold them. Owned by one driver. */
final class DenseBatches {
  /** A batch in which fewer of its rows count is copied, so that the queue does not hold the others. */
  private static final double MIN_DENSITY = 0.25;

  private final BatchBuilder compact;

  DenseBatches(Schema schema) {
    compact = new BatchBuilder(schema);
  }

  /** The batch itself, or its rows in a batch that is borrowed until the next call. */
  RecordBatch dense(RecordBatch batch) {
    int rowCount = batch.rowCount();
    if (rowCount >= batch.length() * MIN_DENSITY) {
      return batch;
    }
    compact.begin(rowCount);
    compact.appendSelected(batch, 0, rowCount);
    return compact.finish(rowCount);
  }
}
