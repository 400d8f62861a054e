package io.sluice.operator.sort;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.SortField;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import java.util.List;

/** Merges ordered streams. An input's batch is borrowed until all of its rows are copied. */
final class MergeStream implements RecordBatchStream {
  private final Schema schema;
  private final List<RecordBatchStream> inputs;
  private final List<SortKeys> keys;
  private final OrderedMerge merge;
  private long rowsLeft;
  private boolean areInputsClosed;

  /**
   * @param keys of each input
   */
  MergeStream(
      List<RecordBatchStream> inputs,
      List<SortField> fields,
      List<SortKeys> keys,
      int batchSize,
      long fetch) {
    this.inputs = inputs;
    this.keys = keys;
    schema = inputs.get(0).schema();
    merge = new OrderedMerge(schema, fields, inputs.size(), batchSize);
    rowsLeft = fetch;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    if (rowsLeft == 0) {
      closeInputs();
      return Poll.END;
    }
    while (true) {
      for (int i = 0; i < inputs.size(); i++) {
        while (merge.input(i).needsRefill()) {
          Poll poll = inputs.get(i).poll();
          if (poll instanceof Poll.Pending) {
            return poll;
          }
          refill(i, poll);
        }
      }
      if (merge.advance(rowsLeft)) {
        return finish();
      }
      if (CooperativeThread.shouldYield()) {
        return Poll.YIELD;
      }
    }
  }

  private void refill(int input, Poll poll) {
    if (poll instanceof Poll.Ready ready) {
      RecordBatch batch = ready.batch();
      if (batch.rowCount() > 0) {
        SortKeys sortKeys = keys.get(input);
        Vector[] columns = sortKeys.columns(batch);
        merge
            .input(input)
            .refill(
                batch,
                sortKeys.keys(columns, new Vector[sortKeys.keyCount()]),
                batch.selection(),
                batch.rowCount());
      }
    } else {
      merge.input(input).end();
    }
  }

  private Poll finish() {
    if (merge.rowCount() == 0) {
      return Poll.END;
    }
    RecordBatch batch = merge.finish();
    rowsLeft -= batch.rowCount();
    if (rowsLeft == 0) {
      closeInputs();
    }
    return Poll.batch(batch);
  }

  private void closeInputs() {
    if (!areInputsClosed) {
      areInputsClosed = true;
      inputs.forEach(RecordBatchStream::close);
    }
  }

  @Override
  public void close() {
    closeInputs();
  }
}
