package io.sluice.operator.union;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;

/** Its input's batches under another schema of the same types. */
record RenamedStream(Schema schema, RecordBatchStream input) implements RecordBatchStream {
  @Override
  public Poll poll() {
    Poll poll = input.poll();
    return poll instanceof Poll.Ready ready ? Poll.batch(rename(ready.batch())) : poll;
  }

  private RecordBatch rename(RecordBatch batch) {
    Vector[] columns = new Vector[batch.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(i);
    }
    return batch.withColumns(schema, columns);
  }

  @Override
  public void close() {
    input.close();
  }
}
