package io.sluice.operator.join;

import static java.util.Objects.requireNonNull;

import io.sluice.column.RecordBatch;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.spill.PartitionedSpill;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.SpillFile;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * A join whose left rows do not fit in memory. First the left rows that were read, then the others, then all right rows are divided on disk by the hash of their
 * keys; then each left partition is joined with its right one as a join of its own, which is divided again where it does not fit.
 *
 * <p>Partners are in partitions of the same number. A row whose key has a NULL that equals nothing has none: it is in any partition, which gives it if
 * the join keeps it. So what the partitions give is together what the join gives, whatever its type.
 *
 * <p>Dividing does not help against many rows of one key. Such a partition is joined piece by piece, if the join gives no right row for what is known of it from
 * all left rows: see {@link PiecewiseJoinStream}. Otherwise it must fit.
 */
final class DividedJoinStream implements RecordBatchStream {
  private enum Phase {
    MEMORY,
    LEFT,
    RIGHT,
    JOINING
  }

  private final HashJoinExec node;
  private @Nullable JoinBuild build;
  private @Nullable RecordBatchStream left;
  private final RecordBatchStream right;
  private final MemoryReservation reservation;
  private final int level;
  private final TaskContext context;
  private final SpilledLeft spilledLeft;
  private final DividedSide leftSide;
  private final DividedSide rightSide;
  private Phase phase = Phase.MEMORY;
  private boolean isRightClosed;
  private int nextPartition;
  private @Nullable RecordBatchStream joining;

  /**
   * Takes over both inputs and the reservation.
   *
   * @param build stopped because memory is short
   * @param level how often the rows were divided before
   */
  DividedJoinStream(
      HashJoinExec node,
      JoinBuild build,
      RecordBatchStream right,
      MemoryReservation reservation,
      int level,
      TaskContext context) {
    this.build = build;
    left = build.unreadLeft();
    this.right = right;
    this.reservation = reservation;
    this.level = level;
    this.context = context;
    spilledLeft = new SpilledLeft(node);
    this.node = spilledLeft.join();
    leftSide = new DividedSide(spilledLeft.schema(), this.node.on(), JoinKey::left, level, context);
    rightSide = new DividedSide(right.schema(), this.node.on(), JoinKey::right, level, context);
  }

  @Override
  public Schema schema() {
    return node.schema();
  }

  @Override
  public Poll poll() {
    while (phase != Phase.JOINING) {
      Poll obstacle = divide();
      if (obstacle != null) {
        return obstacle;
      }
    }
    return join();
  }

  /** Ends a phase; answers what hinders that, or null. */
  private @Nullable Poll divide() {
    switch (phase) {
      case MEMORY -> {
        Poll obstacle = divideMemory();
        if (obstacle != null) {
          return obstacle;
        }
        // The left input is this stream's from now on.
        build = null;
        reservation.shrink(reservation.bytes());
        reservation.setSpillable(false);
        phase = Phase.LEFT;
      }
      case LEFT -> {
        RecordBatchStream unread = left;
        Poll obstacle = unread == null ? null : leftSide.addAll(unread, spilledLeft::of);
        if (obstacle != null) {
          return obstacle;
        }
        closeLeft();
        leftSide.finish();
        phase = Phase.RIGHT;
      }
      case RIGHT -> {
        Poll obstacle = rightSide.addAll(right, batch -> batch);
        if (obstacle != null) {
          return obstacle;
        }
        closeRight();
        rightSide.finish();
        phase = Phase.JOINING;
      }
      case JOINING -> {}
    }
    return null;
  }

  private @Nullable Poll divideMemory() {
    JoinBuild memory = requireNonNull(build);
    while (!CooperativeThread.shouldYield()) {
      Future<Void> room = leftSide.awaitRoom();
      if (room != null) {
        return Poll.pending(room);
      }
      RecordBatch batch = spilledLeft.next(memory, context.batchSize());
      if (batch == null) {
        return null;
      }
      leftSide.add(batch);
    }
    return Poll.YIELD;
  }

  private Poll join() {
    while (!CooperativeThread.shouldYield()) {
      RecordBatchStream partition = joining;
      if (partition == null) {
        Future<Void> toDisk = leftSide.awaitWritten();
        if (toDisk == null) {
          toDisk = rightSide.awaitWritten();
        }
        if (toDisk != null) {
          return Poll.pending(toDisk);
        }
        if (nextPartition == PartitionedSpill.COUNT) {
          return Poll.END;
        }
        partition = open(nextPartition++);
        joining = partition;
      }
      Poll poll = partition.poll();
      if (!(poll instanceof Poll.End)) {
        return poll;
      }
      joining = null;
      partition.close();
      leftSide.file(nextPartition - 1).close();
      rightSide.file(nextPartition - 1).close();
    }
    return Poll.YIELD;
  }

  private RecordBatchStream open(int partition) {
    SpillFile leftRows = leftSide.file(partition);
    SpillFile rightRows = rightSide.file(partition);
    return level + 1 >= PiecewiseJoinStream.FIRST_LEVEL && PiecewiseJoinStream.canJoin(node.type())
        ? new PiecewiseJoinStream(node, leftRows, rightRows, context)
        : new SpillingJoinStream(node, leftRows::read, rightRows::read, level + 1, null, context);
  }

  private void closeLeft() {
    RecordBatchStream unread = left;
    left = null;
    if (unread != null) {
      unread.close();
    }
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
      if (joining != null) {
        joining.close();
      }
    } finally {
      try {
        closeLeft();
        closeRight();
      } finally {
        leftSide.close();
        rightSide.close();
        reservation.close();
      }
    }
  }
}
