package io.sluice.operator.aggregate;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.NamedExpression;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Aggregation by groups: reads, then emits all groups. A partial one emits whenever its table is full, and hands rows on as groups of their own
 * once grouping turned out not to reduce them.
 */
final class GroupedAggregateStream implements RecordBatchStream {
  private enum Phase {
    READING,
    EMITTING,
    PASSING
  }

  private final Schema schema;
  private final RecordBatchStream input;
  private final MemoryReservation reservation;
  private final ExpressionEvaluator[] keyEvaluators;
  private final Vector[] keys;
  private final GroupKeys groupKeys;
  private final AggregateStates states;
  private final @Nullable PartialReduction reduction;
  private final BatchBuilder output;
  private final int batchSize;
  private Phase phase = Phase.READING;
  private boolean isInputDone;
  private int emitted;
  private int[] groups = new int[0];

  GroupedAggregateStream(
      AggregateExec node,
      ExpressionEvaluator[] keyEvaluators,
      AggregateStates states,
      RecordBatchStream input,
      MemoryReservation reservation,
      TaskContext context) {
    schema = node.schema();
    this.input = input;
    this.reservation = reservation;
    this.states = states;
    this.keyEvaluators = keyEvaluators;
    keys = new Vector[keyEvaluators.length];
    groupKeys =
        new GroupKeys(node.groupBy().stream().map(NamedExpression::toField).toList(), reservation);
    // Emptied half-way, DISTINCT would count a value again.
    boolean isReducing = node.mode() == AggregateMode.PARTIAL
        && node.aggregates().stream().noneMatch(AggregateCall::isDistinct);
    reduction = isReducing ? new PartialReduction(context.config()) : null;
    output = new BatchBuilder(schema);
    batchSize = context.batchSize();
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
        phase = Phase.EMITTING;
      } else {
        return poll;
      }
    }
    return Poll.YIELD;
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
    states.clear(groupCount);
    groupKeys.clear();
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
      reservation.close();
    }
  }
}
