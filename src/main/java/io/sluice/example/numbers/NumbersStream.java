package io.sluice.example.numbers;

import io.sluice.column.BatchBuilder;
import io.sluice.column.LongVector;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;

/** The numbers of one range, batch after batch. */
final class NumbersStream implements RecordBatchStream {
  /** As many as the queues behind it hold where several partitions share the numbers. */
  private static final int MAX_BATCHES_UNDERWAY = 32;

  private final Schema schema;
  private final BatchBuilder builder;
  private final int batchSize;
  private long next;
  private long remaining;

  NumbersStream(Schema schema, NumberRange range, int batchSize) {
    this.schema = schema;
    this.builder = new BatchBuilder(schema, MAX_BATCHES_UNDERWAY);
    this.batchSize = batchSize;
    this.next = range.start();
    this.remaining = range.size();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    if (remaining == 0) {
      return Poll.END;
    }
    int rowCount = Long.compareUnsigned(remaining, batchSize) < 0 ? (int) remaining : batchSize;
    builder.begin(rowCount);
    if (schema.size() > 0) {
      LongVector numbers = (LongVector) builder.column(0);
      fill(numbers.values(), next, rowCount);
      numbers.setLength(rowCount);
    }
    next += rowCount;
    remaining -= rowCount;
    return Poll.batch(builder.finish(rowCount));
  }

  private static void fill(long[] values, long first, int rowCount) {
    for (int i = 0; i < rowCount; i++) {
      values[i] = first + i;
    }
  }

  @Override
  public void close() {}
}
