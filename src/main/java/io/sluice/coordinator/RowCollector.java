package io.sluice.coordinator;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.sql.TableWrite;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Copies the rows of a statement that writes into batches of its table, and checks that columns without NULL have none. For one thread at a time. */
final class RowCollector {
  private static final int BATCH_ROWS = 8192;

  private final TableWrite write;
  private final Schema schema;
  private final MemoryReservation reservation;
  private final List<RecordBatch> full = new ArrayList<>();
  private BatchBuilder building;
  private int buildingRows;
  private long markedCount;

  /**
   * @param reservation takes the bytes of the copies; the caller closes it
   */
  RowCollector(TableWrite write, MemoryReservation reservation) {
    this.write = write;
    this.schema = write.table().schema();
    this.reservation = reservation;
    this.building = begin();
  }

  private BatchBuilder begin() {
    BatchBuilder builder = new BatchBuilder(schema);
    builder.begin(16);
    buildingRows = 0;
    return builder;
  }

  /** Takes the rows of a batch; always wants another one. */
  boolean append(RecordBatch batch) {
    RecordBatch rows =
        write.action() == TableWrite.Action.INSERT || write.action() == TableWrite.Action.CREATE
            ? unmarked(batch)
            : marked(batch);
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
    return true;
  }

  private RecordBatch unmarked(RecordBatch batch) {
    markedCount += batch.rowCount();
    return batch;
  }

  /** Counts the marked rows, and leaves them out where they are to go. */
  private RecordBatch marked(RecordBatch batch) {
    Vector mark = batch.column(0);
    int[] rows = new int[batch.rowCount()];
    int kept = 0;
    for (int i = 0; i < batch.rowCount(); i++) {
      int row = batch.rowAt(i);
      boolean isMarked = Boolean.TRUE.equals(mark.value(row));
      markedCount += isMarked ? 1 : 0;
      if (!isMarked || write.action() == TableWrite.Action.UPDATE) {
        rows[kept++] = row;
      }
    }
    Vector[] columns = new Vector[schema.size()];
    Arrays.setAll(columns, i -> batch.column(i + 1));
    return batch.withColumns(schema, columns).withSelection(rows, kept);
  }

  private void close() {
    RecordBatch batch = building.finish(buildingRows);
    reservation.grow(batch.retainedBytes());
    checkNulls(batch);
    full.add(batch);
  }

  private void checkNulls(RecordBatch batch) {
    for (int column = 0; column < schema.size(); column++) {
      Field field = schema.field(column);
      Vector values = batch.column(column);
      if (field.nullable() || !values.mayHaveNulls()) {
        continue;
      }
      for (int row = 0; row < batch.rowCount(); row++) {
        if (values.isNull(row)) {
          throw new SluiceException(
              ErrorCode.CONSTRAINT_VIOLATION,
              "Column '%s' of table '%s' does not take NULL"
                  .formatted(field.name(), write.table().name()));
        }
      }
    }
  }

  /** How many rows were added, changed, or are to go. */
  long markedCount() {
    return markedCount;
  }

  /** The table's rows. To be called once. */
  List<RecordBatch> finish() {
    if (buildingRows > 0) {
      close();
    }
    return full;
  }
}
