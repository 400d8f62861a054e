package io.sluice.operator.join;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.spill.PartitionedSpill;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.SpillFile;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One side of a join on disk, divided by the hash of its keys. Owned by one driver. */
final class DividedSide implements AutoCloseable {
  private final ExpressionEvaluator[] evaluators;
  private final Vector[] keys;
  private final PartitionedSpill partitions;

  DividedSide(
      Schema schema,
      List<JoinKey> on,
      Function<JoinKey, PhysicalExpression> side,
      int level,
      TaskContext context) {
    evaluators =
        on.stream().map(key -> side.apply(key).newEvaluator()).toArray(ExpressionEvaluator[]::new);
    keys = new Vector[evaluators.length];
    boolean[] areNullsSpread = new boolean[keys.length];
    for (int i = 0; i < keys.length; i++) {
      areNullsSpread[i] = !on.get(i).isNullEqual();
    }
    partitions = new PartitionedSpill("HashJoinExec", schema, areNullsSpread, level, context);
  }

  /** Null when rows may be added, else what to wait for. */
  @Nullable
  Future<Void> awaitRoom() {
    return partitions.awaitRoom();
  }

  void add(RecordBatch batch) {
    int count = batch.selection() == null ? batch.length() : batch.rowCount();
    for (int i = 0; i < keys.length; i++) {
      keys[i] = evaluators[i].evaluate(batch, batch.selection(), count);
    }
    partitions.add(batch, keys);
  }

  /**
   * Adds all rows of a stream.
   *
   * @param written what is added of a batch
   * @return what hinders it, or null at the end
   */
  @Nullable
  Poll addAll(RecordBatchStream rows, UnaryOperator<RecordBatch> written) {
    while (!CooperativeThread.shouldYield()) {
      Future<Void> room = awaitRoom();
      if (room != null) {
        return Poll.pending(room);
      }
      Poll poll = rows.poll();
      if (poll instanceof Poll.Ready ready) {
        add(written.apply(ready.batch()));
      } else if (poll instanceof Poll.Pending) {
        return poll;
      } else {
        return null;
      }
    }
    return Poll.YIELD;
  }

  /** Writes what is still collected. No more rows are added. */
  void finish() {
    partitions.finish();
  }

  /** Null when all rows are on disk, else what to wait for. */
  @Nullable
  Future<Void> awaitWritten() {
    return partitions.awaitWritten();
  }

  SpillFile file(int partition) {
    return partitions.file(partition);
  }

  @Override
  public void close() {
    partitions.close();
  }
}
