package io.sluice.operator.sort;

import io.sluice.column.BatchBuilder;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.expression.SortField;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of ordered runs in memory, in order. Closing it leaves the runs. Owned by one driver. */
final class RunsStream implements RecordBatchStream {
  private final Schema schema;
  private final Output output;
  private long rowsLeft;

  /** Rows and their order. */
  record Run(RowStore store, int[] order) {}

  /**
   * How much is wanted.
   *
   * @param batchSize rows of an output batch
   * @param fetch rows at most
   */
  record Limits(int batchSize, long fetch) {}

  /** Hands out rows in order; null at the end. */
  private interface Output {
    @Nullable
    RecordBatch next(long rowLimit);
  }

  RunsStream(
      Schema schema,
      List<Run> runs,
      List<SortField> fields,
      SortKeys keys,
      Limits limits,
      MemoryReservation reservation) {
    this.schema = schema;
    rowsLeft = limits.fetch();
    output = runs.size() == 1
        ? new Single(schema, runs.get(0), limits.batchSize())
        : new Merged(schema, runs, fields, keys, limits.batchSize(), reservation);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    RecordBatch batch = rowsLeft == 0 ? null : output.next(rowsLeft);
    if (batch == null) {
      return Poll.END;
    }
    rowsLeft -= batch.rowCount();
    return Poll.batch(batch);
  }

  @Override
  public void close() {}

  private static final class Single implements Output {
    private final RecordBatch rows;
    private final int[] order;
    private final BatchBuilder builder;
    private final int batchSize;
    private int next;

    Single(Schema schema, Run run, int batchSize) {
      rows = run.store().batch(schema);
      order = run.order();
      builder = new BatchBuilder(schema);
      this.batchSize = batchSize;
    }

    @Override
    public @Nullable RecordBatch next(long rowLimit) {
      int count = (int) Math.min(Math.min(order.length - next, batchSize), rowLimit);
      if (count == 0) {
        return null;
      }
      builder.begin(count);
      builder.appendRows(rows, order, next, count);
      next += count;
      return builder.finish(count);
    }
  }

  private static final class Merged implements Output {
    private final OrderedMerge merge;

    Merged(
        Schema schema,
        List<Run> runs,
        List<SortField> fields,
        SortKeys keys,
        int batchSize,
        MemoryReservation reservation) {
      merge = new OrderedMerge(schema, fields, runs.size(), batchSize);
      for (int i = 0; i < runs.size(); i++) {
        RowStore store = runs.get(i).store();
        int[] order = runs.get(i).order();
        reservation.grow((long) Long.BYTES * order.length);
        merge
            .input(i)
            .refill(
                store.batch(schema),
                keys.keys(store.columns(), new FlatVector[keys.keyCount()]),
                order,
                order.length);
      }
    }

    @Override
    public @Nullable RecordBatch next(long rowLimit) {
      if (merge.inputCount() == 0) {
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
}
