package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.write.RowFate;
import io.sluice.sql.TableWrite;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows of a statement that writes into batches of its table, and checks that columns without NULL have none. Rows that are changed or are to go are kept once more, if the
 * statement returns or checks them. For one thread at a time.
 */
final class RowCollector {
  private final TableWrite write;
  private final Schema schema;
  private final BatchCopies rows;
  private final BatchCopies markedCopies;
  private final boolean keepsMarked;
  private long markedCount;

  /**
   * @param keepsMarked whether {@link #marked()} is asked for
   * @param reservation takes the bytes of the copies; the caller closes it
   */
  RowCollector(TableWrite write, boolean keepsMarked, MemoryReservation reservation) {
    this.write = write;
    this.schema = write.table().schema();
    this.keepsMarked = keepsMarked;
    this.rows = new BatchCopies(schema, reservation);
    this.markedCopies = new BatchCopies(schema, reservation);
  }

  /** Takes the rows of a batch; always wants another one. */
  boolean append(RecordBatch batch) {
    rows.append(write.action().isMarked() ? marked(batch) : unmarked(batch));
    return true;
  }

  private RecordBatch unmarked(RecordBatch batch) {
    markedCount += batch.rowCount();
    return batch;
  }

  /** Counts the marked rows, and leaves them out where they are to go. */
  private RecordBatch marked(RecordBatch batch) {
    Vector mark = batch.column(0);
    int[] keptRows = new int[batch.rowCount()];
    int[] markedRows = new int[batch.rowCount()];
    int kept = 0;
    int marked = 0;
    for (int i = 0; i < batch.rowCount(); i++) {
      int row = batch.rowAt(i);
      RowFate fate = fate(mark.value(row));
      if (fate != RowFate.KEPT) {
        markedRows[marked++] = row;
      }
      if (fate != RowFate.REMOVED) {
        keptRows[kept++] = row;
      }
    }
    markedCount += marked;
    Vector[] columns = new Vector[schema.size()];
    Arrays.setAll(columns, i -> batch.column(i + 1));
    RecordBatch values = batch.withColumns(schema, columns);
    if (keepsMarked) {
      markedCopies.append(values.withSelection(markedRows, marked));
    }
    return values.withSelection(keptRows, kept);
  }

  private RowFate fate(@Nullable Object mark) {
    if (mark instanceof Integer place) {
      RowFate fate = RowFate.values()[place];
      switch (fate) {
        case DISPUTED ->
          throw new SluiceException(
              ErrorCode.CONSTRAINT_VIOLATION,
              "Several rows of the source of MERGE match one row of table '%s'; make the source unique, or the clauses more exact"
                  .formatted(write.table().name()));
        case REFUSED ->
          throw new SluiceException(
              ErrorCode.CONSTRAINT_VIOLATION, "A row is of a WHEN ... THEN ERROR of MERGE");
        default -> {}
      }
      return fate;
    }
    if (!Boolean.TRUE.equals(mark)) {
      return RowFate.KEPT;
    }
    return write.action() == TableWrite.Action.DELETE ? RowFate.REMOVED : RowFate.WRITTEN;
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
    List<RecordBatch> all = rows.finish();
    all.forEach(this::checkNulls);
    return all;
  }

  /** The rows that were added to others or changed, or are to go. To be called once. */
  List<RecordBatch> marked() {
    return markedCopies.finish();
  }
}
