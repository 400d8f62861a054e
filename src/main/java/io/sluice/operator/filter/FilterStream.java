package io.sluice.operator.filter;

import io.sluice.column.RecordBatch;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** Its input's batches with the rows selected for which the condition is true; batches that keep none are left out. */
final class FilterStream implements RecordBatchStream {
  private final ExpressionEvaluator predicate;
  private final RecordBatchStream input;
  private int[] selected = new int[0];
  private @Nullable RecordBatch last;

  FilterStream(ExpressionEvaluator predicate, RecordBatchStream input) {
    this.predicate = predicate;
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
      RecordBatch batch = ready.batch();
      int candidateCount = batch.rowCount();
      if (candidateCount > 0) {
        prepareSelection(candidateCount);
        int count = predicate.select(batch, batch.selection(), candidateCount, selected);
        if (count == candidateCount) {
          return poll;
        }
        if (count > 0) {
          RecordBatch output = batch.withSelection(selected, count);
          last = output;
          return Poll.batch(output);
        }
      }
      if (CooperativeThread.shouldYield()) {
        return Poll.YIELD;
      }
    }
  }

  /** Makes the array of selected rows writable: who retained the last batch keeps its array. */
  private void prepareSelection(int count) {
    if (selected.length < count || last != null && last.isRetained()) {
      selected = new int[Math.max(count, selected.length)];
    }
    last = null;
  }

  @Override
  public void close() {
    input.close();
  }
}
