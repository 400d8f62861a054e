package io.sluice.operator.sort;

import io.sluice.column.BatchBuilder;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.expression.SortField;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all rows of its input in runs of limited length, orders each run when it is full, and merges the runs while they are read.
 */
final class SortStream implements RecordBatchStream {
  private final RecordBatchStream input;
  private final List<SortField> fields;
  private final Limits limits;
  private final MemoryReservation reservation;
  private final KeyComparator comparator;
  private final SortKeys keys;
  private final List<SortedRun> runs = new ArrayList<>();
  private RowStore current;
  private long rowsLeft;
  private boolean isInputClosed;
  private @Nullable SortedOutput output;

  /**
   * What a sort may do at once.
   *
   * @param batchSize rows of an output batch
   * @param runRows rows that are ordered in one go
   * @param fetch rows that are wanted
   */
  record Limits(int batchSize, int runRows, long fetch) {}

  /** Rows and their order. */
  record SortedRun(RowStore store, int[] order) {}

  /** Hands out rows in order; null at the end. */
  interface SortedOutput {
    @Nullable
    RecordBatch next(long rowLimit);
  }

  SortStream(
      RecordBatchStream input,
      List<SortField> fields,
      SortKeys keys,
      Limits limits,
      MemoryReservation reservation) {
    this.input = input;
    this.fields = fields;
    this.limits = limits;
    this.reservation = reservation;
    rowsLeft = limits.fetch();
    comparator = new KeyComparator(fields);
    this.keys = keys;
    current = new RowStore(keys.types(), reservation);
  }

  @Override
  public Schema schema() {
    return input.schema();
  }

  @Override
  public Poll poll() {
    SortedOutput sorted = output;
    if (sorted == null) {
      Poll obstacle = consume();
      if (obstacle != null) {
        return obstacle;
      }
      sorted = runs.size() == 1 ? new SingleRunOutput(runs.get(0)) : new MergedOutput();
      output = sorted;
    }
    RecordBatch batch = rowsLeft == 0 ? null : sorted.next(rowsLeft);
    if (batch == null) {
      return Poll.END;
    }
    rowsLeft -= batch.rowCount();
    return Poll.batch(batch);
  }

  /** Takes in rows until the input has ended; answers what hinders it, or null when all are there. */
  private @Nullable Poll consume() {
    while (true) {
      Poll poll = input.poll();
      if (poll instanceof Poll.Ready ready) {
        RecordBatch batch = ready.batch();
        current.append(keys.columns(batch), batch.selection(), batch.rowCount());
        if (current.rowCount() >= limits.runRows() || current.isTextFull()) {
          finishRun();
          current = new RowStore(keys.types(), reservation);
        }
        if (CooperativeThread.shouldYield()) {
          return Poll.YIELD;
        }
      } else if (poll instanceof Poll.Pending) {
        return poll;
      } else {
        closeInput();
        finishRun();
        return null;
      }
    }
  }

  private void finishRun() {
    int rowCount = current.rowCount();
    if (rowCount == 0) {
      return;
    }
    reservation.grow((long) RowOrder.BYTES_PER_ROW * rowCount);
    FlatVector[] keyColumns = keys.keys(current.columns(), new FlatVector[keys.keyCount()]);
    int[] order = RowOrder.of(keyColumns, comparator, rowCount);
    reservation.shrink((long) (RowOrder.BYTES_PER_ROW - Integer.BYTES) * rowCount);
    runs.add(new SortedRun(current, order));
  }

  private final class SingleRunOutput implements SortedOutput {
    private final RecordBatch rows;
    private final int[] order;
    private final BatchBuilder builder = new BatchBuilder(schema());
    private int next;

    SingleRunOutput(SortedRun run) {
      rows = run.store().batch(schema());
      order = run.order();
    }

    @Override
    public @Nullable RecordBatch next(long rowLimit) {
      int count = (int) Math.min(Math.min(order.length - next, limits.batchSize()), rowLimit);
      if (count == 0) {
        return null;
      }
      builder.begin(count);
      builder.appendRows(rows, order, next, count);
      next += count;
      return builder.finish(count);
    }
  }

  private final class MergedOutput implements SortedOutput {
    private final OrderedMerge merge =
        new OrderedMerge(schema(), fields, runs.size(), limits.batchSize());

    MergedOutput() {
      for (int i = 0; i < runs.size(); i++) {
        RowStore store = runs.get(i).store();
        int[] order = runs.get(i).order();
        reservation.grow((long) Long.BYTES * order.length);
        merge
            .input(i)
            .refill(
                store.batch(schema()),
                keys.keys(store.columns(), new FlatVector[keys.keyCount()]),
                order,
                order.length);
      }
    }

    @Override
    public @Nullable RecordBatch next(long rowLimit) {
      if (runs.isEmpty()) {
        return null;
      }
      do {
        endReadRuns();
      } while (!merge.advance(rowLimit));
      return merge.rowCount() == 0 ? null : merge.finish();
    }

    private void endReadRuns() {
      for (int i = 0; i < merge.inputCount(); i++) {
        if (merge.input(i).needsRefill()) {
          merge.input(i).end();
        }
      }
    }
  }

  private void closeInput() {
    if (!isInputClosed) {
      isInputClosed = true;
      input.close();
    }
  }

  @Override
  public void close() {
    closeInput();
    runs.clear();
    output = null;
    reservation.close();
  }
}
