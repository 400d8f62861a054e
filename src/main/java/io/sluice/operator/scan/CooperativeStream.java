package io.sluice.operator.scan;

import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;

/** Its input's batches, with a pause at the end of each quantum. */
record CooperativeStream(RecordBatchStream input) implements RecordBatchStream {
  @Override
  public Schema schema() {
    return input.schema();
  }

  @Override
  public Poll poll() {
    return CooperativeThread.shouldYield() ? Poll.YIELD : input.poll();
  }

  @Override
  public void close() {
    input.close();
  }
}
