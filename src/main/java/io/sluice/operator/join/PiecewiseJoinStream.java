package io.sluice.operator.join;

import io.sluice.memory.MemoryReservation;
import io.sluice.operator.join.match.JoinType;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.SpillFile;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows on disk that dividing does not make fewer, as many have one key: as many left rows as memory has room for, with all right rows; then the next left rows,
 * with all right rows once more. That is right for joins that give pairs, and left rows for what is known of them.
 */
final class PiecewiseJoinStream implements RecordBatchStream {
  /** How often rows were divided before they are joined piece by piece: 4096 parts of them that were still too large. */
  static final int FIRST_LEVEL = 3;

  private final HashJoinExec node;
  private final SpillFile rightRows;
  private final TaskContext context;
  private final RecordBatchStream left;
  private MemoryReservation reservation;
  private JoinBuild build;
  private @Nullable RecordBatchStream piece;
  private boolean isPieceFull;
  /** The build has read the left rows to the end, and closed them. */
  private boolean isLast;

  PiecewiseJoinStream(
      HashJoinExec node, SpillFile leftRows, SpillFile rightRows, TaskContext context) {
    this.node = node;
    this.rightRows = rightRows;
    this.context = context;
    left = leftRows.read();
    reservation = context.reserveSpillable(HashJoinExec.BUILD);
    build = new JoinBuild(node, () -> left, true, reservation, null);
  }

  /** Whether no right row is given for what is known of it from all left rows. */
  static boolean canJoin(JoinType type) {
    return type.hasLeftColumns() && !type.keepsUnmatchedRight();
  }

  @Override
  public Schema schema() {
    return node.schema();
  }

  @Override
  public Poll poll() {
    while (!CooperativeThread.shouldYield()) {
      RecordBatchStream joining = piece;
      if (joining == null) {
        Poll poll = context.metrics().current().timed(OperatorMetric.BUILD_TIME, build::poll);
        isLast |= !isPieceFull && build.unreadLeft() == null;
        if (build.isMemoryShort()) {
          isPieceFull = true;
          build.endEarly();
          continue;
        }
        if (!(poll instanceof Poll.End)) {
          return poll;
        }
        reservation.setSpillable(false);
        joining = new HashJoinStream(
            node, new BuildSource.Own<>(build, reservation), rightRows.read(), context.batchSize());
        piece = joining;
      }
      Poll poll = joining.poll();
      if (!(poll instanceof Poll.End)) {
        return poll;
      }
      if (isLast) {
        return Poll.END;
      }
      joining.close();
      startPiece();
    }
    return Poll.YIELD;
  }

  private void startPiece() {
    piece = null;
    isPieceFull = false;
    reservation = context.reserveSpillable(HashJoinExec.BUILD);
    build = new JoinBuild(node, () -> left, true, reservation, null);
  }

  @Override
  public void close() {
    try {
      if (piece != null) {
        piece.close();
      } else {
        reservation.close();
      }
    } finally {
      if (!isLast) {
        left.close();
      }
    }
  }
}
