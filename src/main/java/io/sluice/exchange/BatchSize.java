package io.sluice.exchange;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.type.DataType;

/** How many bytes a batch takes on the wire, nearly: what it costs of the credit when it is handed over by reference. */
final class BatchSize {
  private static final long OVERHEAD = 64;

  private BatchSize() {}

  static long wireBytes(RecordBatch batch) {
    long rows = batch.rowCount();
    long bytes = OVERHEAD;
    for (int i = 0; i < batch.columnCount(); i++) {
      Vector column = batch.column(i);
      bytes += OVERHEAD + rows * fixedBytesPerRow(column.type()) + textBytes(column, rows);
    }
    return bytes;
  }

  private static long fixedBytesPerRow(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> 1;
      case INTEGER, DATE, VARCHAR -> 4;
      case BIGINT, TIMESTAMP, DOUBLE -> 8;
      case DECIMAL -> 16;
    };
  }

  /** All of the text where all rows count, otherwise as many rows of average length. */
  private static long textBytes(Vector column, long rows) {
    FlatVector values = column.flat();
    if (!(values instanceof BytesVector text) || text.length() == 0) {
      return 0;
    }
    long all = (long) text.offsets()[text.length()] - text.offsets()[0];
    return all * rows / text.length();
  }
}
