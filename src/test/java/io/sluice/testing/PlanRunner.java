package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs all partitions of a plan side by side, checks each batch against the contract, and collects the rows. */
public final class PlanRunner {
  private final ExecutionPlan plan;
  private final TestTaskContext context;
  private final List<PartitionReader> readers = new ArrayList<>();
  private final AtomicInteger runningCount = new AtomicInteger();

  private PlanRunner(ExecutionPlan plan, TestTaskContext context, long rowLimit) {
    this.plan = plan;
    this.context = context;
    for (int i = 0; i < plan.partitionCount(); i++) {
      readers.add(new PartitionReader(i, plan.execute(i, context), rowLimit));
    }
  }

  /** All rows, partition after partition. */
  public static List<List<@Nullable Object>> rows(ExecutionPlan plan, TestTaskContext context) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    partitions(plan, context).forEach(rows::addAll);
    return rows;
  }

  /** The rows of each partition. */
  public static List<List<List<@Nullable Object>>> partitions(
      ExecutionPlan plan, TestTaskContext context) {
    return firstRows(plan, context, Long.MAX_VALUE);
  }

  /** The rows of each partition; each one's stream is closed once it gave that many rows or more. */
  public static List<List<List<@Nullable Object>>> firstRows(
      ExecutionPlan plan, TestTaskContext context, long rowLimit) {
    return new PlanRunner(plan, context, rowLimit).run();
  }

  private List<List<List<@Nullable Object>>> run() {
    runningCount.set(readers.size());
    try {
      for (PartitionReader reader : readers) {
        if (reader.rowLimit > 0) {
          context.add(plan.displayAs() + " partition " + reader.partition, reader);
        } else {
          reader.close();
          runningCount.decrementAndGet();
        }
      }
      context.runUntil(() -> runningCount.get() == 0);
    } finally {
      readers.forEach(PartitionReader::close);
    }
    List<List<List<@Nullable Object>>> partitions = new ArrayList<>();
    readers.forEach(reader -> partitions.add(reader.rows));
    return partitions;
  }

  private final class PartitionReader implements DriverLoop.Work {
    private final int partition;
    private final RecordBatchStream stream;
    private final long rowLimit;
    private final List<List<@Nullable Object>> rows =
        Collections.synchronizedList(new ArrayList<>());
    private boolean isClosed;

    PartitionReader(int partition, RecordBatchStream stream, long rowLimit) {
      this.partition = partition;
      this.stream = stream;
      this.rowLimit = rowLimit;
    }

    @Override
    public Poll poll() {
      Poll poll = stream.poll();
      if (poll instanceof Poll.Ready ready) {
        check(ready.batch());
        rows.addAll(ready.batch().rows());
        if (rows.size() >= rowLimit) {
          poll = Poll.END;
        }
      }
      if (poll instanceof Poll.End) {
        close();
        runningCount.decrementAndGet();
      }
      return poll;
    }

    synchronized void close() {
      if (!isClosed) {
        isClosed = true;
        stream.close();
      }
    }

    private void check(RecordBatch batch) {
      assertThat(batch.schema()).isEqualTo(plan.schema());
      assertThat(batch.rowCount()).isLessThanOrEqualTo(batch.length());
      for (int i = 1; i < batch.rowCount(); i++) {
        if (batch.rowAt(i) <= batch.rowAt(i - 1)) {
          throw new AssertionError("a selection that does not ascend");
        }
      }
      for (int c = 0; c < batch.columnCount(); c++) {
        Vector column = batch.column(c);
        assertThat(column.type()).isEqualTo(plan.schema().type(c));
        assertThat(column.length()).as("length of column %s", c).isEqualTo(batch.length());
        if (!plan.schema().field(c).nullable()) {
          for (int i = 0; i < batch.rowCount(); i++) {
            if (column.isNull(batch.rowAt(i))) {
              throw new AssertionError("NULL in a column that is NOT NULL: " + c);
            }
          }
        }
      }
    }
  }
}
