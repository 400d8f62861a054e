package io.sluice.plan;

import io.sluice.type.Schema;

/** Where a network boundary reads the output of the stage below it. Implemented by the exchange. */
public interface ExchangeSource {
  /**
   * The stream of one partition of one producer task. It never mistakes a cut connection for an end.
   *
   * @param stage the number of the producing stage
   * @param producerTask the index of the task in that stage
   * @param partition a partition of that task's plan
   */
  RecordBatchStream open(int stage, int producerTask, int partition, Schema schema);
}
