package io.sluice.operator.limit;

import io.sluice.column.RecordBatch;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** Leaves out its input's first rows and ends behind some of the rest. The input is closed as soon as its last wanted batch is there. */
final class LimitStream implements RecordBatchStream {
  private final RecordBatchStream input;
  private long skipLeft;
  private long fetchLeft;
  private boolean isInputClosed;
  /** The last batch: it outlives its stream until it is not borrowed any more. */
  private @Nullable RecordBatch retained;

  LimitStream(long skip, long fetch, RecordBatchStream input) {
    skipLeft = skip;
    fetchLeft = fetch;
    this.input = input;
  }

  @Override
  public Schema schema() {
    return input.schema();
  }

  @Override
  public Poll poll() {
    releaseLast();
    if (fetchLeft == 0) {
      closeInput();
      return Poll.END;
    }
    while (true) {
      Poll poll = input.poll();
      if (!(poll instanceof Poll.Ready ready)) {
        return poll;
      }
      RecordBatch batch = ready.batch();
      if (batch.rowCount() > skipLeft) {
        return Poll.batch(take(batch));
      }
      skipLeft -= batch.rowCount();
      if (CooperativeThread.shouldYield()) {
        return Poll.YIELD;
      }
    }
  }

  private RecordBatch take(RecordBatch batch) {
    int from = (int) skipLeft;
    int count = (int) Math.min(batch.rowCount() - from, fetchLeft);
    skipLeft = 0;
    fetchLeft -= count;
    RecordBatch output = count == batch.rowCount() ? batch : slice(batch, from, count);
    if (fetchLeft == 0) {
      retained = output.retain();
      closeInput();
    }
    return output;
  }

  private static RecordBatch slice(RecordBatch batch, int from, int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = batch.rowAt(from + i);
    }
    return batch.withSelection(rows, count);
  }

  private void releaseLast() {
    if (retained != null) {
      retained.release();
      retained = null;
    }
  }

  private void closeInput() {
    if (!isInputClosed) {
      isInputClosed = true;
      input.close();
    }
  }

  @Override
  public void close() {
    releaseLast();
    closeInput();
  }
}
