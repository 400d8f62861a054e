package io.sluice.operator.join;

import io.sluice.memory.MemoryReservation;
import io.sluice.operator.join.match.JoinOutput;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** The joined rows of one partition: waits until the left rows are collected, then tries them with its right rows. */
final class NestedLoopJoinStream implements RecordBatchStream {
  private final NestedLoopJoinExec node;
  private final Schema schema;
  private final RecordBatchStream right;
  private final BuildSource<CollectedRows> buildSource;
  private final MemoryReservation reservation;
  private final int batchSize;
  private @Nullable LoopProbe probe;
  private boolean isRightClosed;

  NestedLoopJoinStream(
      NestedLoopJoinExec node,
      BuildSource<CollectedRows> buildSource,
      RecordBatchStream right,
      MemoryReservation reservation,
      int batchSize) {
    this.node = node;
    this.buildSource = buildSource;
    this.right = right;
    this.reservation = reservation;
    this.batchSize = batchSize;
    schema = node.schema();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    LoopProbe probing = probe;
    if (probing == null) {
      Poll poll = buildSource.poll();
      if (!(poll instanceof Poll.End)) {
        return poll;
      }
      probing = startProbe(buildSource.result());
      probe = probing;
    }
    return probing.poll();
  }

  private LoopProbe startProbe(CollectedRows build) {
    int leftCount = node.type().hasLeftColumns() ? node.left().schema().size() : 0;
    LoopProbe probing = new LoopProbe(
        node, build, right, new JoinOutput(schema, leftCount, batchSize), schema, reservation);
    if (build.rows().size() == 0 && !node.type().keepsUnmatchedRight()) {
      probing.skipRight();
      closeRight();
    }
    return probing;
  }

  private void closeRight() {
    if (!isRightClosed) {
      isRightClosed = true;
      right.close();
    }
  }

  @Override
  public void close() {
    try {
      closeRight();
    } finally {
      try {
        buildSource.close();
      } finally {
        reservation.close();
      }
    }
  }
}
