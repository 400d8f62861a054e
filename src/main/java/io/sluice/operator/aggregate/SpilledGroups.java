package io.sluice.operator.aggregate;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.operator.spill.PartitionedSpill;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of an aggregation on disk: what a partial aggregation would hand over of them, divided by the hash of their keys. A group may be there several times.
 * Once all are written, each partition is aggregated for itself, and divided again where it does not fit. Owned by one driver.
 */
final class SpilledGroups implements AutoCloseable {
  private static final String CONSUMER = "AggregateExec";

  private final AggregateExec node;
  private final int level;
  private final TaskContext context;
  private final Schema schema;
  private final BatchBuilder builder;
  private final Vector[] keys;
  private final int batchSize;
  private @Nullable PartitionedSpill partitions;
  private int written;
  private int nextPartition;
  private @Nullable RecordBatchStream merging;

  /**
   * @param level how often the groups were divided before
   */
  SpilledGroups(AggregateExec node, int level, TaskContext context) {
    this.node = node;
    this.level = level;
    this.context = context;
    schema = stateSchema(node);
    builder = new BatchBuilder(schema);
    keys = new Vector[node.groupBy().size()];
    batchSize = context.batchSize();
  }

  /** The keys of a group, then what the calls hand over. */
  static Schema stateSchema(AggregateExec node) {
    List<Field> fields = new ArrayList<>();
    node.groupBy().forEach(key -> fields.add(key.toField()));
    node.aggregates().forEach(call -> fields.addAll(call.stateFields()));
    return new Schema(fields);
  }

  /** Whether any were written. */
  boolean isEmpty() {
    return partitions == null;
  }

  /**
   * Writes all groups, to be called until it answers null.
   *
   * @return what hinders it
   */
  @Nullable
  Poll write(GroupKeys groupKeys, AggregateStates states) {
    PartitionedSpill target = partitions;
    if (target == null) {
      target = new PartitionedSpill(CONSUMER, schema, keys.length, level, context);
      partitions = target;
    }
    while (written < groupKeys.groupCount()) {
      Future<Void> room = target.awaitRoom();
      if (room != null) {
        return Poll.pending(room);
      }
      if (CooperativeThread.shouldYield()) {
        return Poll.YIELD;
      }
      int count = Math.min(batchSize, groupKeys.groupCount() - written);
      target.add(states(groupKeys, states, count), keys);
      written += count;
    }
    written = 0;
    return null;
  }

  private RecordBatch states(GroupKeys groupKeys, AggregateStates states, int count) {
    builder.begin(count);
    for (int i = 0; i < keys.length; i++) {
      groupKeys.write(written, count, i, builder.column(i));
      keys[i] = builder.column(i);
    }
    states.writeStates(written, count, builder, keys.length);
    return builder.finish(count);
  }

  /** All groups are written. */
  void finish() {
    if (partitions != null) {
      partitions.finish();
    }
  }

  /** Gives the results of one partition after the other. */
  Poll poll() {
    PartitionedSpill source = partitions;
    if (source == null) {
      return Poll.END;
    }
    while (!CooperativeThread.shouldYield()) {
      RecordBatchStream partition = merging;
      if (partition == null) {
        Future<Void> toDisk = source.awaitWritten();
        if (toDisk != null) {
          return Poll.pending(toDisk);
        }
        if (nextPartition == PartitionedSpill.COUNT) {
          return Poll.END;
        }
        partition = open(source);
        merging = partition;
      }
      Poll poll = partition.poll();
      if (!(poll instanceof Poll.End)) {
        return poll;
      }
      merging = null;
      partition.close();
      source.file(nextPartition - 1).close();
    }
    return Poll.YIELD;
  }

  private RecordBatchStream open(PartitionedSpill source) {
    RecordBatchStream rows = source.file(nextPartition++).read();
    return GroupedAggregateStream.overSpilled(node, schema, rows, level + 1, context);
  }

  @Override
  public void close() {
    try {
      if (merging != null) {
        merging.close();
      }
    } finally {
      if (partitions != null) {
        partitions.close();
      }
    }
  }
}
