package io.sluice.operator.sample;

import io.sluice.column.RecordBatch;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** Its input's batches, whole or with the drawn rows selected; batches of which nothing is drawn are left out. */
final class SampleStream implements RecordBatchStream {
  private final SampleMethod method;
  private final Draws draws;
  private final RecordBatchStream input;
  private int[] drawn = new int[0];
  private @Nullable RecordBatch last;

  SampleStream(SampleMethod method, Draws draws, RecordBatchStream input) {
    this.method = method;
    this.draws = draws;
    this.input = input;
  }

  @Override
  public Schema schema() {
    return input.schema();
  }

  @Override
  public Poll poll() {
    while (true) {
      Poll poll = input.poll();
      if (!(poll instanceof Poll.Ready ready)) {
        return poll;
      }
      if (method == SampleMethod.SYSTEM) {
        if (draws.next()) {
          return poll;
        }
      } else {
        RecordBatch sample = sample(ready.batch());
        if (sample.rowCount() > 0) {
          return Poll.batch(sample);
        }
      }
      if (CooperativeThread.shouldYield()) {
        return Poll.YIELD;
      }
    }
  }

  private RecordBatch sample(RecordBatch batch) {
    int total = batch.rowCount();
    if (drawn.length < total || last != null && last.isRetained()) {
      drawn = new int[Math.max(total, drawn.length)];
    }
    int count = 0;
    for (int i = 0; i < total; i++) {
      drawn[count] = batch.rowAt(i);
      count += draws.next() ? 1 : 0;
    }
    RecordBatch sample = batch.withSelection(drawn, count);
    last = sample;
    return sample;
  }

  @Override
  public void close() {
    input.close();
  }
}
