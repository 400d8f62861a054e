package io.sluice.operator.repartition;

import io.sluice.column.RecordBatch;

/** Puts the rows of one input into queues. Owned by the driver of that input. */
interface BatchRouter extends AutoCloseable {
  /** Routes the rows of a borrowed batch. */
  void route(RecordBatch batch);

  /** Queues what was held back. Called at the end of the input. */
  void finish();

  /** Gives back what is reserved. Called once. */
  @Override
  void close();
}
