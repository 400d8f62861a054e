package io.sluice.column;

import static java.util.Objects.requireNonNull;

import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Rows in columns: vectors of one length, and where not all of their rows count a selection of those that do.
 *
 * <p><b>Ownership.</b> A batch is borrowed until the next poll of the stream that gave it; then its vectors are used again. Who needs it
 * longer calls {@link #retain()}, and {@link #release()} once for each retain. A batch made from another one ({@link #withSelection},
 * {@link #withColumns}) retains and releases that one too. Retaining from another thread than the stream's driver must happen before
 * that driver polls again.
 */
public final class RecordBatch {
  private final Schema schema;
  private final Vector[] columns;
  private final int length;
  private final int @Nullable [] selection;
  private final int rowCount;
  private final @Nullable RecordBatch source;
  private final AtomicInteger retained = new AtomicInteger();

  private RecordBatch(
      Schema schema,
      Vector[] columns,
      int length,
      int @Nullable [] selection,
      int rowCount,
      @Nullable RecordBatch source) {
    this.schema = requireNonNull(schema, "schema");
    this.columns = columns;
    this.length = length;
    this.selection = selection;
    this.rowCount = rowCount;
    this.source = source;
    if (schema.size() != columns.length) {
      throw new IllegalArgumentException(
          columns.length + " columns for a schema of " + schema.size());
    }
  }

  /** A batch in which all rows count. The array is not copied. */
  public static RecordBatch of(Schema schema, int rowCount, Vector... columns) {
    return new RecordBatch(schema, columns, rowCount, null, rowCount, null);
  }

  /** The same vectors with other rows selected. The selection is borrowed as the batch is and replaces the one this batch has. */
  public RecordBatch withSelection(int @Nullable [] rows, int count) {
    return new RecordBatch(schema, columns, length, rows, rows == null ? length : count, this);
  }

  /** Other vectors of the same length over the same selected rows. */
  public RecordBatch withColumns(Schema newSchema, Vector... newColumns) {
    return new RecordBatch(newSchema, newColumns, length, selection, rowCount, this);
  }

  public Schema schema() {
    return schema;
  }

  public int columnCount() {
    return columns.length;
  }

  public Vector column(int index) {
    return columns[index];
  }

  /** How many rows count. */
  public int rowCount() {
    return rowCount;
  }

  /** How many rows the vectors have, selected or not. */
  public int length() {
    return length;
  }

  /** The rows that count, in order, {@link #rowCount()} of them; {@code null} when all do. The array may be longer. */
  public int @Nullable [] selection() {
    return selection;
  }

  /** The row of the vectors at which the i-th row that counts stands. */
  public int rowAt(int i) {
    return selection == null ? i : selection[i];
  }

  /** Keeps this batch beyond the next poll of its stream. */
  public RecordBatch retain() {
    retained.incrementAndGet();
    if (source != null) {
      source.retain();
    }
    return this;
  }

  /** Gives back what one {@link #retain()} kept. */
  public void release() {
    if (retained.decrementAndGet() < 0) {
      throw new IllegalStateException("a batch was released more often than retained");
    }
    if (source != null) {
      source.release();
    }
  }

  /** Whether somebody keeps this batch, so that its vectors must not be used again. */
  public boolean isRetained() {
    return retained.get() > 0;
  }

  /** An upper bound of the bytes the vectors hold on the heap. Shared dictionaries count fully. */
  public long retainedBytes() {
    long bytes = selection == null ? 0 : (long) Integer.BYTES * selection.length;
    for (Vector column : columns) {
      bytes += column.retainedBytes();
    }
    return bytes;
  }

  /** The rows that count as lists of values, for results and tests. */
  public List<List<@Nullable Object>> rows() {
    List<List<@Nullable Object>> rows = new ArrayList<>(rowCount);
    for (int i = 0; i < rowCount; i++) {
      int row = rowAt(i);
      List<@Nullable Object> values = new ArrayList<>(columns.length);
      for (Vector column : columns) {
        values.add(column.value(row));
      }
      rows.add(Collections.unmodifiableList(values));
    }
    return rows;
  }
}
