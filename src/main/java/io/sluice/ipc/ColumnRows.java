package io.sluice.ipc;

import io.sluice.column.Bits;
import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import org.jspecify.annotations.Nullable;

/**
 * The rows that count of one column, whatever its encoding and the batch's selection.
 *
 * @param values the vector that holds the values
 * @param rows where in it each row's value stands, -1 for a NULL that has none; null when row i stands at i
 * @param validity a bit for each row, NULL where clear; null when no row is NULL
 */
record ColumnRows(
    FlatVector values,
    int @Nullable [] rows,
    long @Nullable [] validity,
    int count,
    int nullCount) {

  /** All rows of a vector. */
  static ColumnRows of(FlatVector vector) {
    return withValidity(vector, null, vector.validity(), vector.length());
  }

  static ColumnRows of(RecordBatch batch, int column) {
    Vector vector = batch.column(column);
    int[] selection = batch.selection();
    int count = batch.rowCount();
    if (vector instanceof FlatVector flat) {
      if (selection == null) {
        return withValidity(flat, null, flat.validity(), count);
      }
      return withValidity(flat, selection, selectedValidity(flat, selection, count), count);
    }
    int[] rows = new int[count];
    long[] validity = vector.mayHaveNulls() ? new long[Bits.wordCount(count)] : null;
    for (int i = 0; i < count; i++) {
      int row = selection == null ? i : selection[i];
      boolean isNull = vector.isNull(row);
      rows[i] = isNull ? -1 : vector.flatRow(row);
      if (validity != null) {
        Bits.put(validity, i, !isNull);
      }
    }
    return withValidity(vector.flat(), rows, validity, count);
  }

  private static long @Nullable [] selectedValidity(FlatVector flat, int[] selection, int count) {
    long[] words = flat.validity();
    if (words == null) {
      return null;
    }
    long[] validity = new long[Bits.wordCount(count)];
    for (int i = 0; i < count; i++) {
      int row = selection[i];
      validity[i >>> 6] |= (words[row >>> 6] >>> row & 1L) << i;
    }
    return validity;
  }

  private static ColumnRows withValidity(
      FlatVector values, int @Nullable [] rows, long @Nullable [] validity, int count) {
    int nullCount = validity == null ? 0 : count - Bits.count(validity, count);
    return new ColumnRows(values, rows, nullCount == 0 ? null : validity, count, nullCount);
  }

  /** Bytes of text in all rows. */
  long textBytes() {
    int[] offsets = ((BytesVector) values).offsets();
    int[] from = rows;
    if (from == null) {
      return (long) offsets[count] - offsets[0];
    }
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      int row = from[i];
      if (row >= 0) {
        bytes += offsets[row + 1] - offsets[row];
      }
    }
    return bytes;
  }
}
