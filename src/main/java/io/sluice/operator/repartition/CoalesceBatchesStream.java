package io.sluice.operator.repartition;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.plan.Boundedness;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** Copies small batches together. A batch of at least half the target goes through as it is when nothing is held back. Rows of an unbounded input wait no longer than it has more. */
final class CoalesceBatchesStream implements RecordBatchStream {
  private final int targetRows;
  private final Boundedness boundedness;
  private final RecordBatchStream input;
  private final BatchBuilder output;
  private int collected;
  private int lastRowCount;
  /** The input's last batch while rows of it are still to be taken, from {@code nextRow} on. */
  private @Nullable RecordBatch source;

  private int nextRow;
  private boolean isEnded;

  CoalesceBatchesStream(int targetRows, Boundedness boundedness, RecordBatchStream input) {
    this.targetRows = targetRows;
    this.boundedness = boundedness;
    this.input = input;
    output = new BatchBuilder(input.schema());
  }

  @Override
  public Schema schema() {
    return input.schema();
  }

  @Override
  public Poll poll() {
    while (!isEnded) {
      if (source == null) {
        Poll poll = input.poll();
        if (poll instanceof Poll.Pending) {
          return collected > 0 && boundedness == Boundedness.UNBOUNDED ? Poll.batch(flush()) : poll;
        } else if (poll instanceof Poll.Ready ready) {
          source = ready.batch();
          nextRow = 0;
        } else {
          isEnded = true;
          break;
        }
      }
      RecordBatch ready = take(source);
      if (ready != null) {
        return Poll.batch(ready);
      }
      if (CooperativeThread.shouldYield()) {
        return Poll.YIELD;
      }
    }
    return collected == 0 ? Poll.END : Poll.batch(flush());
  }

  /** Takes rows of the source; answers a batch when one is full. */
  private @Nullable RecordBatch take(RecordBatch batch) {
    int left = batch.rowCount() - nextRow;
    if (nextRow == 0 && left * 2L >= targetRows) {
      if (collected > 0) {
        return flush();
      }
      source = null;
      return batch;
    }
    if (collected == 0) {
      output.begin(Math.min(Math.max(left, lastRowCount), targetRows));
    }
    int count = Math.min(left, targetRows - collected);
    output.appendSelected(batch, nextRow, count);
    collected += count;
    nextRow += count;
    if (nextRow == batch.rowCount()) {
      source = null;
    }
    return collected == targetRows ? flush() : null;
  }

  private RecordBatch flush() {
    RecordBatch batch = output.finish(collected);
    lastRowCount = collected;
    collected = 0;
    return batch;
  }

  @Override
  public void close() {
    input.close();
  }
}
