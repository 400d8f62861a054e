package io.sluice.source.series;

import io.sluice.column.BatchBuilder;
import io.sluice.column.LongVector;
import io.sluice.expression.series.SeriesCursor;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;

/** The values of a series, batch after batch. Owned by one driver. */
final class SeriesStream implements RecordBatchStream {
  private final Schema schema;
  private final BatchBuilder builder;
  private final SeriesCursor cursor;
  private final long[] uncounted;
  private final int batchSize;

  SeriesStream(Schema schema, SeriesCursor cursor, int batchSize) {
    this.schema = schema;
    this.builder = new BatchBuilder(schema);
    this.cursor = cursor;
    this.uncounted = new long[schema.size() == 0 ? batchSize : 0];
    this.batchSize = batchSize;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    builder.begin(batchSize);
    int rowCount;
    if (schema.size() == 0) {
      rowCount = cursor.next(uncounted, batchSize);
    } else {
      LongVector values = (LongVector) builder.column(0);
      rowCount = cursor.next(values.values(), batchSize);
      values.setLength(rowCount);
    }
    return rowCount == 0 ? Poll.END : Poll.batch(builder.finish(rowCount));
  }

  @Override
  public void close() {}
}
