package io.sluice.source.parquet;

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
import io.sluice.source.parquet.page.ColumnReader;
import io.sluice.source.parquet.page.PageReader;
import io.sluice.source.parquet.page.ScanBuffers;
import io.sluice.type.Schema;
import io.vertx.core.Future;
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
 * <p>A batch is made of windows: some rows of each column, one column after the other. Where a column decides on rows, those that fall out are not read of the columns
 * after it. A batch ends when it is nearly full, or with the row group, so that texts keep the codes of its dictionary. Rows that nobody wants as the file's page index tells stand
 * between windows.
 */
final class ParquetStream implements RecordBatchStream {
  private static final int BYTES_PER_VALUE = 16;

  private final Schema schema;
  private final TaskContext context;
  private final Deque<RowGroupSplit> splits;
  private final int batchSize;
  private final MemoryReservation reservation;
  private final ScanBuffers buffers;
  private final ScanFilters filters;
  private final List<ColumnReader> columns = new ArrayList<>();
  private final Future<Void> whenFiltersSettled;
  private @Nullable RowGroupReader current;
  private @Nullable RowGroupReader next;
  private @Nullable RecordBatch last;
  private boolean isBatchOpen;
  private int batchRows;

  // The window that is being read, whether it ends before rows that nobody wants, and which of its
  // rows are left of the columns that decided so far.
  private int[] order;
  private int windowRows;
  private boolean isCut;
  private int columnsDone;
  private boolean isSelecting;
  private int[] selected = new int[0];
  private int[] positions = new int[0];
  private int selectedRows;

  ParquetStream(
      Schema schema, Collection<RowGroupSplit> splits, ScanFilters filters, TaskContext context) {
    this.schema = schema;
    this.context = context;
    this.splits = new ArrayDeque<>(splits);
    this.batchSize = context.batchSize();
    this.reservation = context.reserve("ParquetExec");
    this.buffers =
        new ScanBuffers(context, reservation, ParquetConfig.MAX_PAGE_BYTES, schema.size());
    this.filters = filters;
    this.whenFiltersSettled = filters.whenSettled();
    for (int i = 0; i < schema.size(); i++) {
      columns.add(new ColumnReader(schema.type(i)));
    }
    order = filters.order(schema.size());
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    if (!whenFiltersSettled.isComplete()) {
      return Poll.pending(whenFiltersSettled);
    }
    while (!CooperativeThread.shouldYield()) {
      RowGroupReader group = current == null ? nextGroup() : current;
      current = group;
      if (group == null) {
        return Poll.END;
      }
      if (!group.start()) {
        return Poll.pending(group.whenFound());
      }
      if (group.rowsLeft() == 0) {
        group.finish();
        current = null;
        continue;
      }
      if (windowRows == 0) {
        beginWindow(group);
      }
      if (!readColumns(group)) {
        return Poll.pending(group.column(order[columnsDone]).whenReady());
      }
      finishWindow(group);
      boolean isNearlyFull = batchRows > batchSize - batchSize / 4;
      if (isNearlyFull || !isSelecting && !isCut || group.rowsLeft() == 0) {
        isBatchOpen = false;
        if (batchRows > 0) {
          return Poll.batch(finishBatch());
        }
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
        group.leaveOut();
      }
      group = open();
      if (group == null) {
        return null;
      }
    }
    next = open();
    return group;
  }

  /** Goes on with what is read ahead: the beginning of the next row group of which rows are wanted. */
  private void startNext() {
    RowGroupReader group = next;
    if (group != null && group.start() && group.rowsLeft() == 0) {
      group.finish();
      next = open();
    }
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
    return new RowGroupReader(
        split, schema, filters.pruner(split, context), context, buffers, reservation);
  }

  private void beginWindow(RowGroupReader group) {
    filters.refresh();
    startNext();
    long wanted = group.goToWanted();
    if (!isBatchOpen) {
      beginBatch((int) Math.min(batchSize, group.rowsLeft()));
    }
    int room = batchSize - batchRows;
    windowRows = (int) Math.min(room, wanted);
    isCut = wanted < room;
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).beginWindow(filters.decidesBy(i));
    }
    order = filters.order(columns.size());
    columnsDone = 0;
    isSelecting = false;
    selectedRows = windowRows;
  }

  private void beginBatch(int capacity) {
    if (last == null) {
      reservation.grow((long) batchSize * BYTES_PER_VALUE * columns.size());
    }
    boolean isKept = last != null && last.isRetained();
    columns.forEach(column -> column.begin(capacity, isKept));
    isBatchOpen = true;
    batchRows = 0;
  }

  /** Whether the window is read; false when a page is still being read. */
  private boolean readColumns(RowGroupReader group) {
    while (columnsDone < order.length) {
      int column = order[columnsDone];
      if (selectedRows == 0) {
        group.column(column).skip(windowRows);
      } else if (!fill(group, column)) {
        return false;
      } else {
        select(column);
      }
      columnsDone++;
    }
    return true;
  }

  /** Leaves out the rows that a column decides to be not wanted, of it and of the columns before it. */
  private void select(int column) {
    for (RowFilter filter : filters.all()) {
      if (filter.column() != column || !filter.isUseful()) {
        continue;
      }
      if (positions.length < selectedRows) {
        positions = new int[batchSize];
        selected = Arrays.copyOf(selected, batchSize);
      }
      int passed = filter.select(columns.get(column).finish(), batchRows, selectedRows, positions);
      if (passed < selectedRows) {
        for (int i = 0; i <= columnsDone; i++) {
          columns.get(order[i]).keep(positions, passed);
        }
        for (int i = 0; i < passed; i++) {
          selected[i] = isSelecting ? selected[positions[i]] : positions[i];
        }
        selectedRows = passed;
        isSelecting = true;
      }
    }
  }

  private void finishWindow(RowGroupReader group) {
    columns.forEach(ColumnReader::endWindow);
    group.consumed(windowRows);
    batchRows += selectedRows;
    windowRows = 0;
  }

  private RecordBatch finishBatch() {
    Vector[] vectors = new Vector[columns.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = columns.get(i).finish();
    }
    RecordBatch batch = RecordBatch.of(schema, batchRows, vectors);
    last = batch;
    return batch;
  }

  private boolean fill(RowGroupReader group, int column) {
    try {
      PageReader pages = group.column(column);
      return isSelecting
          ? columns.get(column).fillSelected(pages, windowRows, selected, selectedRows)
          : columns.get(column).fill(pages, windowRows);
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
