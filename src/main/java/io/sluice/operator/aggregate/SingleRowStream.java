package io.sluice.operator.aggregate;

import io.sluice.column.BatchBuilder;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;

/** The one row of its input, or a row of NULLs. It is given only when the input has ended, as a second row may follow. */
final class SingleRowStream implements RecordBatchStream {
  private final Schema schema;
  private final RecordBatchStream input;
  private final BatchBuilder output;
  private boolean isFound;
  private boolean isDone;

  SingleRowStream(Schema schema, RecordBatchStream input) {
    this.schema = schema;
    this.input = input;
    output = new BatchBuilder(schema);
    output.begin(1);
  }

  static SluiceException severalRows() {
    return new SluiceException(
        ErrorCode.SEMANTIC_ERROR,
        "A sub-query that is used as a value gave more than one row; add LIMIT 1 or an aggregate to it");
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    if (isDone) {
      return Poll.END;
    }
    while (true) {
      Poll poll = input.poll();
      if (poll instanceof Poll.End) {
        isDone = true;
        return Poll.batch(result());
      }
      if (!(poll instanceof Poll.Ready ready)) {
        return poll;
      }
      keep(ready.batch());
      if (CooperativeThread.shouldYield()) {
        return Poll.YIELD;
      }
    }
  }

  private void keep(RecordBatch batch) {
    int count = batch.rowCount();
    if (count > 1 || count == 1 && isFound) {
      throw severalRows();
    }
    if (count == 1) {
      isFound = true;
      output.appendSelected(batch, 0, 1);
    }
  }

  private RecordBatch result() {
    if (!isFound) {
      for (int i = 0; i < schema.size(); i++) {
        FlatVector column = output.column(i);
        column.appendNull();
      }
    }
    return output.finish(1);
  }

  @Override
  public void close() {
    input.close();
  }
}
