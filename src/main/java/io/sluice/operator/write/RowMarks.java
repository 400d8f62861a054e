package io.sluice.operator.write;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the first column of the rows of UPDATE, DELETE and MERGE says of each: whether it is written, and whether it counts as changed. Owned by one thread at a time.
 */
final class RowMarks {
  private final MarkKind kind;
  private long markedCount;

  RowMarks(MarkKind kind) {
    this.kind = kind;
  }

  /** Rows that were changed, removed or added. */
  long markedCount() {
    return markedCount;
  }

  /**
   * The rows that are to be written, without the mark.
   *
   * @param schema of the other columns
   * @throws SluiceException of code CONSTRAINT_VIOLATION for a row that must not be
   */
  RecordBatch written(RecordBatch batch, Schema schema) {
    if (kind == MarkKind.NONE) {
      markedCount += batch.rowCount();
      return batch;
    }
    Vector marks = batch.column(0);
    int[] rows = new int[batch.rowCount()];
    int count = 0;
    for (int i = 0; i < batch.rowCount(); i++) {
      int row = batch.rowAt(i);
      if (isWritten(marks.value(row))) {
        rows[count++] = row;
      }
    }
    Vector[] columns = new Vector[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(i + 1);
    }
    return batch.withColumns(schema, columns).withSelection(rows, count);
  }

  private boolean isWritten(@Nullable Object mark) {
    if (mark instanceof Integer place) {
      RowFate fate = RowFate.values()[place];
      if (fate != RowFate.KEPT) {
        markedCount++;
      }
      return switch (fate) {
        case KEPT, WRITTEN -> true;
        case REMOVED -> false;
        case DISPUTED ->
          throw new SluiceException(
              ErrorCode.CONSTRAINT_VIOLATION,
              "Several rows of the source of MERGE match one row of the table; make the source unique, or the clauses more exact");
        case REFUSED ->
          throw new SluiceException(
              ErrorCode.CONSTRAINT_VIOLATION, "A row is of a WHEN ... THEN ERROR of MERGE");
      };
    }
    boolean isMarked = Boolean.TRUE.equals(mark);
    markedCount += isMarked ? 1 : 0;
    return !isMarked || kind == MarkKind.CHANGED;
  }
}
