package io.sluice.operator.recursion;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.aggregate.DistinctRows;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hands on the rows of the seed and of each iteration while it keeps those of the one at work and of the one before. Owned by one driver. */
final class RecursiveQueryStream implements RecordBatchStream {
  private final RecursiveQueryExec node;
  private final TaskContext task;
  private final Schema schema;
  private final MemoryReservation reservation;
  private final Optional<DistinctRows> distinct;
  private KeptRows read;
  private KeptRows written;
  private RecordBatchStream input;
  private long iterations;
  private boolean isEnded;
  private int[] selected = new int[0];

  /** Opens the seed, last, so that a failure leaves nothing open. */
  RecursiveQueryStream(RecursiveQueryExec node, TaskContext task) {
    this.node = node;
    this.task = task;
    schema = node.schema();
    reservation = task.reserve("RecursiveQueryExec");
    distinct = node.isDistinct()
        ? Optional.of(new DistinctRows(columns(schema), reservation))
        : Optional.empty();
    read = new KeptRows(schema, reservation);
    written = new KeptRows(schema, reservation);
    try {
      input = node.seed().open(0, task);
    } catch (RuntimeException e) {
      reservation.close();
      throw e;
    }
  }

  private static List<PhysicalExpression> columns(Schema schema) {
    List<PhysicalExpression> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      columns.add(new ColumnExpression(field.name(), i, field.type(), field.nullable()));
    }
    return columns;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    while (!isEnded) {
      Poll poll = input.poll();
      if (poll instanceof Poll.Ready ready) {
        int count = select(ready.batch());
        if (count > 0) {
          return Poll.batch(written.add(ready.batch(), selected, count));
        }
      } else if (poll instanceof Poll.End) {
        input.close();
        isEnded = true;
        if (!written.isEmpty()) {
          iterate();
        }
      } else {
        return poll;
      }
      if (CooperativeThread.shouldYield()) {
        return Poll.YIELD;
      }
    }
    return Poll.END;
  }

  /** Selects the rows that count. */
  private int select(RecordBatch batch) {
    int count = batch.rowCount();
    if (distinct.isPresent() && count > 0) {
      int newCount = distinct.get().select(batch, batch.selection(), count, null);
      selected = distinct.get().selected();
      return newCount;
    }
    if (selected.length < count) {
      selected = new int[count];
    }
    for (int i = 0; i < count; i++) {
      selected[i] = batch.rowAt(i);
    }
    return count;
  }

  /** Begins with the next iteration, over the rows of the last one. */
  private void iterate() {
    if (iterations == node.maxIterations()) {
      throw new SluiceException(
          ErrorCode.RESULT_TOO_LARGE,
          "A recursive query did not end after %d iterations; let it end, or set recursion.max_iterations higher"
              .formatted(iterations));
    }
    iterations++;
    read.clear();
    KeptRows rows = written;
    written = read;
    read = rows;
    input = node.term().open(0, new IterationContext(task, node.recursion(), read.batches()));
    isEnded = false;
  }

  @Override
  public void close() {
    if (!isEnded) {
      isEnded = true;
      input.close();
    }
    reservation.close();
  }
}
