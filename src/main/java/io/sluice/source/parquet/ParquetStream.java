package io.sluice.source.parquet;

import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.type.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads row groups one after the other, and the beginning of the next one ahead. Decodes on the driver's thread, reads on the I/O pool.
 *
 * <p>Columns that a runtime filter decides on are decoded first; of the others only rows that pass.
 */
final class ParquetStream implements RecordBatchStream {
  private static final int BYTES_PER_VALUE = 16;

  /** Single rows are decoded where at most one in so many passes; otherwise all are, and those that pass are selected. */
  private static final int ROWS_PER_SPARSE_ROW = 4;

  private final Schema schema;
  private final TaskContext context;
  private final Deque<RowGroupSplit> splits;
  private final int batchSize;
  private final MemoryReservation reservation;
  private final ScanBuffers buffers;
  private final ScanFilters filters;
  private final List<ColumnReader> columns = new ArrayList<>();
  // The columns in the order in which they are read, those that decide on rows first.
  private final int[] order;
  private int filteringCount;
  private @Nullable RowGroupReader current;
  private @Nullable RowGroupReader next;
  private @Nullable RecordBatch last;
  private int batchRows;
  private int columnsDone;
  private int[] selected = new int[0];
  private int selectedRows;
  private final @Nullable FlatVector[] dense;

  ParquetStream(
      Schema schema,
      Collection<RowGroupSplit> splits,
      List<FilteredColumn> filters,
      TaskContext context) {
    this.schema = schema;
    this.context = context;
    this.splits = new ArrayDeque<>(splits);
    this.batchSize = context.batchSize();
    this.reservation = context.reserve("ParquetExec");
    this.buffers = new ScanBuffers(
        reservation, context.config().getInt(ParquetConfig.MAX_PAGE_BYTES), schema.size());
    this.filters = new ScanFilters(filters, context.runtimeFilters());
    order = new int[schema.size()];
    dense = new FlatVector[schema.size()];
    for (int i = 0; i < schema.size(); i++) {
      columns.add(new ColumnReader(schema.type(i)));
    }
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    while (!CooperativeThread.shouldYield()) {
      RowGroupReader group = current;
      while (group == null || group.rowsLeft() == 0) {
        if (group != null) {
          group.finish();
        }
        group = nextGroup();
        current = group;
        if (group == null) {
          return Poll.END;
        }
      }
      if (batchRows == 0) {
        begin(group);
      }
      if (!readColumns(group)) {
        return Poll.pending(group.column(order[columnsDone]).whenReady());
      }
      RecordBatch batch = finishBatch(group);
      if (batch != null) {
        return Poll.batch(batch);
      }
    }
    return Poll.YIELD;
  }

  private @Nullable RowGroupReader nextGroup() {
    filters.refresh();
    RowGroupReader group = next;
    next = null;
    if (group == null || !filters.mayMatch(group.split())) {
      if (group != null) {
        group.finish();
      }
      group = open();
      if (group == null) {
        return null;
      }
    }
    next = open();
    return group;
  }

  private @Nullable RowGroupReader open() {
    RowGroupSplit split = splits.poll();
    while (split != null && !filters.mayMatch(split)) {
      context.metrics().current().add(OperatorMetric.ROW_GROUPS_PRUNED, 1);
      split = splits.poll();
    }
    if (split == null) {
      return null;
    }
    context.metrics().current().add(OperatorMetric.ROW_GROUPS_READ, 1);
    return new RowGroupReader(split, schema, context, buffers);
  }

  private void begin(RowGroupReader group) {
    if (last == null) {
      reservation.grow((long) batchSize * BYTES_PER_VALUE * columns.size());
    }
    boolean isKept = last != null && last.isRetained();
    batchRows = (int) Math.min(batchSize, group.rowsLeft());
    columnsDone = 0;
    selectedRows = batchRows;
    for (ColumnReader column : columns) {
      column.begin(batchRows, isKept);
    }
    filters.refresh();
    orderColumns();
    if (filteringCount > 0 && (isKept || selected.length < batchRows)) {
      selected = new int[batchSize];
      Arrays.fill(dense, null);
    }
  }

  private void orderColumns() {
    int front = 0;
    for (int i = 0; i < order.length; i++) {
      if (filters.isFiltering(i)) {
        order[front++] = i;
      }
    }
    filteringCount = front;
    for (int i = 0; i < order.length; i++) {
      if (!filters.isFiltering(i)) {
        order[front++] = i;
      }
    }
  }

  private boolean isSparse() {
    return selectedRows * ROWS_PER_SPARSE_ROW <= batchRows;
  }

  /** Whether all columns have their rows; false when a page is still being read. */
  private boolean readColumns(RowGroupReader group) {
    while (columnsDone < order.length) {
      if (!fill(group, order[columnsDone])) {
        return false;
      }
      columnsDone++;
      if (columnsDone == filteringCount) {
        selectedRows = filters.select(column -> columns.get(column).finish(), batchRows, selected);
      }
    }
    return true;
  }

  /** The batch that was read; null when it has no row. */
  private @Nullable RecordBatch finishBatch(RowGroupReader group) {
    int rows = batchRows;
    group.consumed(rows);
    batchRows = 0;
    if (selectedRows == 0) {
      return null;
    }
    boolean isCompact = filteringCount > 0 && selectedRows * ROWS_PER_SPARSE_ROW <= rows;
    Vector[] vectors = new Vector[columns.size()];
    for (int i = 0; i < order.length; i++) {
      int column = order[i];
      Vector vector = columns.get(column).finish();
      vectors[column] = isCompact && i < filteringCount ? compact(column, vector) : vector;
    }
    RecordBatch batch = RecordBatch.of(schema, isCompact ? selectedRows : rows, vectors);
    last = batch;
    return isCompact || selectedRows == rows ? batch : batch.withSelection(selected, selectedRows);
  }

  private FlatVector compact(int column, Vector vector) {
    FlatVector target = dense[column];
    if (target == null) {
      target = FlatVector.create(schema.type(column), selectedRows);
      dense[column] = target;
    }
    target.reset();
    target.appendRows(vector, selected, 0, selectedRows);
    return target;
  }

  private boolean fill(RowGroupReader group, int column) {
    try {
      PageReader pages = group.column(column);
      return filteringCount > 0 && columnsDone >= filteringCount && isSparse()
          ? columns.get(column).fillSelected(pages, batchRows, selected, selectedRows)
          : columns.get(column).fill(pages, batchRows);
    } catch (SluiceException e) {
      throw e;
    } catch (RuntimeException e) {
      // Decoders check what they can; what is left fails at the bounds of an array.
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new SluiceException(
          ErrorCode.INVALID_FILE,
          "File '%s' is damaged: row group %d, column '%s': %s"
              .formatted(
                  group.split().file().path(),
                  group.split().index(),
                  schema.field(column).name(),
                  reason),
          e);
    }
  }

  @Override
  public void close() {
    reservation.close();
  }
}
