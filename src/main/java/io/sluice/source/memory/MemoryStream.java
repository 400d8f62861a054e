package io.sluice.source.memory;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import java.util.List;

/** Batches of a table as they are; those that are larger than a session wants in pieces. */
final class MemoryStream implements RecordBatchStream {
  private final Schema schema;
  private final List<RecordBatch> batches;
  private final int batchSize;
  private final BatchBuilder pieces;
  private int batch;
  private int row;

  MemoryStream(Schema schema, List<RecordBatch> batches, int batchSize) {
    this.schema = schema;
    this.batches = batches;
    this.batchSize = batchSize;
    this.pieces = new BatchBuilder(schema);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    while (batch < batches.size() && row == batches.get(batch).rowCount()) {
      batch++;
      row = 0;
    }
    if (batch == batches.size()) {
      return Poll.END;
    }
    RecordBatch source = batches.get(batch);
    int count = Math.min(batchSize, source.rowCount() - row);
    if (count == source.rowCount()) {
      row = count;
      return Poll.batch(source);
    }
    pieces.begin(count);
    pieces.appendSelected(source, row, count);
    row += count;
    return Poll.batch(pieces.finish(count));
  }

  @Override
  public void close() {}
}
