package io.sluice.coordinator;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** Copies of rows in batches of a size that tables like. For one thread at a time. */
final class BatchCopies {
  private static final int BATCH_ROWS = 8192;

  private final Schema schema;
  private final MemoryReservation reservation;
  private final List<RecordBatch> full = new ArrayList<>();
  private BatchBuilder building;
  private int buildingRows;

  /**
   * @param reservation takes the bytes of the copies; the caller closes it
   */
  BatchCopies(Schema schema, MemoryReservation reservation) {
    this.schema = schema;
    this.reservation = reservation;
    this.building = begin();
  }

  private BatchBuilder begin() {
    BatchBuilder builder = new BatchBuilder(schema);
    builder.begin(16);
    buildingRows = 0;
    return builder;
  }

  void append(RecordBatch rows) {
    for (int from = 0; from < rows.rowCount(); ) {
      int count = Math.min(rows.rowCount() - from, BATCH_ROWS - buildingRows);
      building.appendSelected(rows, from, count);
      buildingRows += count;
      from += count;
      if (buildingRows == BATCH_ROWS) {
        close();
        building = begin();
      }
    }
  }

  private void close() {
    RecordBatch batch = building.finish(buildingRows);
    reservation.grow(batch.retainedBytes());
    full.add(batch);
  }

  /** All copies. To be called once. */
  List<RecordBatch> finish() {
    if (buildingRows > 0) {
      close();
    }
    return full;
  }
}
