package io.sluice.operator.aggregate;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.NamedExpression;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.PendingSet;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Aggregation by groups: reads, then emits all groups. A partial one emits whenever its table is full or memory is short, and hands rows on as groups of their own
 * once grouping turned out not to reduce them. Another one spills its groups when memory is short.
 */
final class GroupedAggregateStream implements RecordBatchStream {
  /** With fewer groups it is their number of calls that takes the memory, and dividing them would not help. */
  private static final int MIN_GROUPS = 1024;

  private enum Phase {
    READING,
    EMITTING,
    PASSING,
    SPILLING,
    MERGING
  }

  private final Schema schema;
  private final RecordBatchStream input;
  private final MemoryReservation reservation;
  private final ExpressionEvaluator[] keyEvaluators;
  private final Vector[] keys;
  private final List<Field> keyFields;
  private final Supplier<AggregateStates> newStates;
  private GroupKeys groupKeys;
  private AggregateStates states;
  private final @Nullable PartialReduction reduction;
  private final @Nullable SpilledGroups spilled;
  private final PendingSet pending = new PendingSet(2);
  private final BatchBuilder output;
  private final int batchSize;
  private Phase phase = Phase.READING;
  private boolean isInputDone;
  private boolean isMemoryShort;
  private int emitted;
  private int[] groups = new int[0];

  /**
   * @param reservation a spillable one where the node {@link AggregateExec#canSpill}
   * @param newStates makes states without groups; all of their memory is of the reservation
   * @param level how often the input was divided by the hash of its keys
   */
  GroupedAggregateStream(
      AggregateExec node,
      ExpressionEvaluator[] keyEvaluators,
      Supplier<AggregateStates> newStates,
      RecordBatchStream input,
      MemoryReservation reservation,
      int level,
      TaskContext context) {
    schema = node.schema();
    this.input = input;
    this.reservation = reservation;
    this.newStates = newStates;
    this.keyEvaluators = keyEvaluators;
    keys = new Vector[keyEvaluators.length];
    keyFields = node.groupBy().stream().map(NamedExpression::toField).toList();
    groupKeys = new GroupKeys(keyFields, reservation);
    states = newStates.get();
    boolean isReducing = node.mode() == AggregateMode.PARTIAL && node.canSpill();
    reduction = isReducing ? new PartialReduction(context.config()) : null;
    boolean isSpilling = node.mode() != AggregateMode.PARTIAL && node.canSpill();
    spilled = isSpilling ? new SpilledGroups(node, level, context) : null;
    output = new BatchBuilder(schema);
    batchSize = context.batchSize();
  }

  /** The results of groups that were spilled. */
  static RecordBatchStream overSpilled(
      AggregateExec node, Schema input, RecordBatchStream rows, int level, TaskContext context) {
    MemoryReservation reservation = context.reserveSpillable("AggregateExec " + node.mode());
    ExpressionEvaluator[] keys = new ExpressionEvaluator[node.groupBy().size()];
    for (int i = 0; i < keys.length; i++) {
      Field field = input.field(i);
      keys[i] =
          new ColumnExpression(field.name(), i, field.type(), field.nullable()).newEvaluator();
    }
    return new GroupedAggregateStream(
        node,
        keys,
        () -> AggregateStates.overStates(node.aggregates(), input, keys.length, reservation),
        rows,
        reservation,
        level,
        context);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    while (!CooperativeThread.shouldYield()) {
      if (phase == Phase.EMITTING) {
        if (emitted < groupKeys.groupCount()) {
          return Poll.batch(emit());
        }
        if (isInputDone) {
          return Poll.END;
        }
        startAnew();
      }
      if (spilled != null && (phase == Phase.SPILLING || phase == Phase.MERGING)) {
        Poll poll = phase == Phase.SPILLING ? spill(spilled) : spilled.poll();
        if (poll != null) {
          return poll;
        }
        continue;
      }
      if (phase == Phase.READING && isMemoryShort()) {
        isMemoryShort = true;
        phase = spilled == null ? Phase.EMITTING : Phase.SPILLING;
        continue;
      }
      Poll poll = input.poll();
      if (poll instanceof Poll.Ready ready) {
        RecordBatch batch = ready.batch();
        if (batch.rowCount() > 0) {
          if (phase == Phase.PASSING) {
            return Poll.batch(pass(batch));
          }
          read(batch);
        }
      } else if (poll instanceof Poll.End) {
        isInputDone = true;
        phase = spilled == null || spilled.isEmpty() && !isMemoryShortAtLast()
            ? Phase.EMITTING
            : Phase.SPILLING;
        if (phase == Phase.EMITTING) {
          reservation.setSpillable(false);
        }
      } else {
        return untilAsked((Poll.Pending) poll);
      }
    }
    return Poll.YIELD;
  }

  private boolean isMemoryShort() {
    return (reduction != null || spilled != null)
        && groupKeys.groupCount() >= MIN_GROUPS
        && reservation.shouldSpill(groupKeys.hasRoom(batchSize) ? 0 : reservation.bytes());
  }

  private boolean isMemoryShortAtLast() {
    return groupKeys.groupCount() >= MIN_GROUPS && reservation.shouldSpillAtLast(0);
  }

  /** Waits for the input, or until the pool asks for memory. */
  private Poll untilAsked(Poll.Pending waiting) {
    if (spilled == null || phase != Phase.READING || groupKeys.groupCount() < MIN_GROUPS) {
      return waiting;
    }
    pending.set(0, waiting.whenReady());
    pending.set(1, reservation.whenAsked());
    return pending.whenAnyReady();
  }

  /** Answers what hinders it, or null when all groups are written. */
  private @Nullable Poll spill(SpilledGroups target) {
    Poll obstacle = target.write(groupKeys, states);
    if (obstacle != null) {
      return obstacle;
    }
    forgetGroups();
    if (isInputDone) {
      target.finish();
      reservation.setSpillable(false);
    }
    phase = isInputDone ? Phase.MERGING : Phase.READING;
    return null;
  }

  /** Gives the memory of all groups back. */
  private void forgetGroups() {
    isMemoryShort = false;
    reservation.shrink(reservation.bytes());
    groupKeys = new GroupKeys(keyFields, reservation);
    states = newStates.get();
    reservation.spilled();
  }

  private void read(RecordBatch batch) {
    evaluateKeys(batch);
    if (groups.length < batch.length()) {
      groups = new int[batch.length()];
    }
    groupKeys.assign(keys, batch.selection(), batch.rowCount(), groups);
    states.update(batch, groups, groupKeys.groupCount());
    PartialReduction partial = reduction;
    if (partial != null) {
      partial.addRows(batch.rowCount());
      int groupCount = groupKeys.groupCount();
      if (partial.isTableFull(groupCount, reservation.bytes()) || partial.isUseless(groupCount)) {
        phase = Phase.EMITTING;
      }
    }
  }

  private void evaluateKeys(RecordBatch batch) {
    for (int i = 0; i < keys.length; i++) {
      keys[i] = keyEvaluators[i].evaluate(batch, batch.selection(), batch.rowCount());
    }
  }

  private RecordBatch emit() {
    int count = Math.min(batchSize, groupKeys.groupCount() - emitted);
    output.begin(count);
    for (int i = 0; i < keys.length; i++) {
      groupKeys.write(emitted, count, i, output.column(i));
    }
    states.write(emitted, count, output, keys.length);
    emitted += count;
    return output.finish(count);
  }

  /** Empties the table after a partial aggregation emitted it. */
  private void startAnew() {
    int groupCount = groupKeys.groupCount();
    PartialReduction partial = reduction;
    boolean isUseless = partial != null && partial.isUseless(groupCount);
    if (partial != null) {
      partial.flushed(groupCount, reservation.bytes());
    }
    if (isUseless) {
      forgetGroups();
      reservation.setSpillable(false);
    } else if (isMemoryShort) {
      forgetGroups();
    } else {
      states.clear(groupCount);
      groupKeys.clear();
    }
    emitted = 0;
    phase = isUseless ? Phase.PASSING : Phase.READING;
  }

  /** Makes each row a group of its own, whose state is that of the row. */
  private RecordBatch pass(RecordBatch batch) {
    int count = batch.rowCount();
    if (groups.length < batch.length()) {
      groups = new int[batch.length()];
    }
    for (int i = 0; i < count; i++) {
      groups[batch.rowAt(i)] = i;
    }
    evaluateKeys(batch);
    states.update(batch, groups, count);
    output.begin(count);
    int[] rows = batch.selection();
    for (int i = 0; i < keys.length; i++) {
      if (rows == null) {
        output.column(i).appendRange(keys[i], 0, count);
      } else {
        output.column(i).appendRows(keys[i], rows, 0, count);
      }
    }
    states.write(0, count, output, keys.length);
    states.clear(count);
    return output.finish(count);
  }

  @Override
  public void close() {
    try {
      input.close();
    } finally {
      if (spilled != null) {
        spilled.close();
      }
      reservation.close();
    }
  }
}
