package io.sluice.metrics;

import io.sluice.plan.OperatorMetric;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** The batches of an operator's stream, which are counted, as is the time that it takes. */
final class MeasuredStream implements RecordBatchStream {
  private final RecordBatchStream stream;
  private final OperatorCounters counters;

  MeasuredStream(RecordBatchStream stream, OperatorCounters counters) {
    this.stream = stream;
    this.counters = counters;
  }

  @Override
  public Schema schema() {
    return stream.schema();
  }

  @Override
  public Poll poll() {
    OperatorClock clock = OperatorClock.ofThread();
    @Nullable Activity caller = clock.begin(counters.activity());
    try {
      Poll poll = stream.poll();
      if (poll instanceof Poll.Ready ready) {
        counters.add(OperatorMetric.OUTPUT_ROWS, ready.batch().rowCount());
        counters.add(OperatorMetric.OUTPUT_BATCHES, 1);
      }
      return poll;
    } finally {
      clock.end(caller);
    }
  }

  @Override
  public void close() {
    OperatorClock.during(counters.activity(), stream::close);
  }
}
