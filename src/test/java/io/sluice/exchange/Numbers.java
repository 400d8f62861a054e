package io.sluice.exchange;

import io.sluice.column.LongVector;
import io.sluice.column.RecordBatch;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;

/** Batches of consecutive numbers, so that a reader can tell what is missing or out of order. */
final class Numbers {
  static final Schema SCHEMA = Schema.of(new Field("n", DataType.BIGINT, false));

  private Numbers() {}

  static RecordBatch batch(long first, int rows) {
    LongVector vector = new LongVector(DataType.BIGINT, rows);
    for (int i = 0; i < rows; i++) {
      vector.values()[i] = first + i;
    }
    vector.setLength(rows);
    return RecordBatch.of(SCHEMA, rows, vector);
  }
}
