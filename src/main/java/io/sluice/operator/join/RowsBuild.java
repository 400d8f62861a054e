package io.sluice.operator.join;

import io.sluice.column.RecordBatch;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.join.match.BuildRows;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;

/** Collects the left rows of a nested loop join. */
final class RowsBuild implements Building<CollectedRows> {
  private final NestedLoopJoinExec node;
  private final MemoryReservation reservation;
  private final BuildRows rows;
  private final RecordBatchStream left;
  private int[] selected = new int[0];
  private boolean isLeftClosed;

  /** Opens the left input, last, so that a failure leaves nothing open. */
  RowsBuild(NestedLoopJoinExec node, MemoryReservation reservation, TaskContext context) {
    this.node = node;
    this.reservation = reservation;
    rows = new BuildRows(node.left().schema(), reservation);
    left = node.left().open(0, context);
  }

  @Override
  public Poll poll() {
    while (!CooperativeThread.shouldYield()) {
      Poll poll = left.poll();
      if (poll instanceof Poll.Ready ready) {
        add(ready.batch());
      } else {
        if (poll instanceof Poll.End) {
          close();
        }
        return poll;
      }
    }
    return Poll.YIELD;
  }

  private void add(RecordBatch batch) {
    int count = batch.rowCount();
    if (selected.length < count) {
      selected = new int[count];
    }
    for (int i = 0; i < count; i++) {
      selected[i] = batch.rowAt(i);
    }
    rows.append(batch, selected, count);
  }

  @Override
  public CollectedRows result() {
    if (!isLeftClosed) {
      throw new IllegalStateException("the build side is not complete");
    }
    return CollectedRows.of(node, rows, reservation);
  }

  @Override
  public void close() {
    if (!isLeftClosed) {
      isLeftClosed = true;
      left.close();
    }
  }
}
