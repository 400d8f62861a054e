package io.sluice.operator.join;

import static java.util.Objects.requireNonNull;

import io.sluice.memory.MemoryReservation;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.PendingSet;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The joined rows of one partition of a join whose build side is its own: joined in memory if the left rows fit, otherwise divided on disk by the hash of their
 * keys. Rows that dividing did not make fewer must fit.
 */
final class SpillingJoinStream implements RecordBatchStream {
  private final HashJoinExec node;
  private final int level;
  private final TaskContext context;
  private final MemoryReservation reservation;
  private @Nullable JoinBuild build;
  private final RecordBatchStream right;
  private final PendingSet pending = new PendingSet(2);
  private @Nullable RecordBatchStream joined;

  /**
   * Opens both inputs.
   *
   * @param level how often the rows of both were divided before
   * @param filters what the left keys are made known to, where these are all rows of a partition
   */
  SpillingJoinStream(
      HashJoinExec node,
      Supplier<RecordBatchStream> left,
      Supplier<RecordBatchStream> right,
      int level,
      @Nullable BuildFilters filters,
      TaskContext context) {
    this.node = node;
    this.level = level;
    this.context = context;
    boolean canSpill = level < PiecewiseJoinStream.FIRST_LEVEL;
    reservation = canSpill
        ? context.reserveSpillable(HashJoinExec.BUILD)
        : context.reserve(HashJoinExec.BUILD);
    JoinBuild opened = null;
    try {
      opened = new JoinBuild(node, left, canSpill, reservation, filters);
      this.right = right.get();
    } catch (RuntimeException e) {
      if (opened != null) {
        opened.close();
      }
      reservation.close();
      throw e;
    }
    build = opened;
  }

  /** Joins a partition of both inputs of a node. */
  static SpillingJoinStream of(HashJoinExec node, int partition, TaskContext context) {
    return new SpillingJoinStream(
        node,
        () -> node.left().open(partition, context),
        () -> node.right().open(partition, context),
        0,
        BuildFilters.of(node, node.left().partitionCount(), context),
        context);
  }

  @Override
  public Schema schema() {
    return node.schema();
  }

  @Override
  public Poll poll() {
    RecordBatchStream join = joined;
    JoinBuild building = build;
    if (join == null && building != null) {
      Poll poll = context.metrics().current().timed(OperatorMetric.BUILD_TIME, building::poll);
      if (building.isMemoryShort()) {
        join = new DividedJoinStream(node, building, right, reservation, level, context);
      } else if (poll instanceof Poll.End) {
        reservation.setSpillable(false);
        join = new HashJoinStream(
            node, new BuildSource.Own<>(building, reservation), right, context.batchSize());
      } else {
        return untilAsked(poll);
      }
      joined = join;
      build = null;
    }
    return requireNonNull(join).poll();
  }

  /** Waits for the left input, or until the pool asks for memory. */
  private Poll untilAsked(Poll poll) {
    if (!(poll instanceof Poll.Pending waiting) || waiting.whenReady().isComplete()) {
      return poll;
    }
    pending.set(0, waiting.whenReady());
    pending.set(1, reservation.whenAsked());
    return pending.whenAnyReady();
  }

  @Override
  public void close() {
    if (joined != null) {
      joined.close();
      return;
    }
    try {
      requireNonNull(build).close();
    } finally {
      try {
        right.close();
      } finally {
        reservation.close();
      }
    }
  }
}
