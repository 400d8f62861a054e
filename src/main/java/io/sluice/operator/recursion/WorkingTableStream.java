package io.sluice.operator.recursion;

import io.sluice.column.RecordBatch;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import java.util.Iterator;

/** Batches that are kept elsewhere. Owned by one driver. */
final class WorkingTableStream implements RecordBatchStream {
  private final Schema schema;
  private final Iterator<RecordBatch> batches;

  WorkingTableStream(Schema schema, Iterator<RecordBatch> batches) {
    this.schema = schema;
    this.batches = batches;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    return batches.hasNext() ? Poll.batch(batches.next()) : Poll.END;
  }

  @Override
  public void close() {}
}
