package io.sluice.operator.aggregate;

import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.extension.AggregateAccumulator;
import io.sluice.extension.AggregateImplementation;
import io.sluice.extension.AggregateImplementation.Nulls;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.aggregate.accumulator.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, or its states, and the accumulator that reads them. Owned by one driver. */
final class CallInput {
  private final ExpressionEvaluator[] evaluators;
  private final Vector[] values;
  private final int argumentCount;
  private final AggregateImplementation implementation;
  private final AggregateAccumulator accumulator;
  private final boolean isMerging;
  private final MemoryReservation reservation;
  private final @Nullable OrderedReplay replay;
  private final GroupedRows grouped = new GroupedRows();
  private long accountedBytes;
  private int[] notNull = new int[0];

  private CallInput(
      AggregateCall call,
      List<PhysicalExpression> inputs,
      boolean isMerging,
      MemoryReservation reservation) {
    implementation = call.implementation();
    accumulator = implementation.newAccumulator(reservation);
    this.isMerging = isMerging;
    this.reservation = reservation;
    argumentCount = inputs.size();
    List<SortField> order = isMerging ? List.of() : call.orderBy();
    List<PhysicalExpression> all = Stream.concat(
            inputs.stream(), order.stream().map(SortField::expression))
        .toList();
    evaluators =
        all.stream().map(PhysicalExpression::newEvaluator).toArray(ExpressionEvaluator[]::new);
    values = new Vector[evaluators.length];
    replay = order.isEmpty()
        ? null
        : new OrderedReplay(
            all.stream().map(PhysicalExpression::type).toList(), order, reservation);
  }

  static CallInput overRows(AggregateCall call, MemoryReservation reservation) {
    return new CallInput(call, call.arguments(), false, reservation);
  }

  static CallInput overStates(
      AggregateCall call, List<PhysicalExpression> states, MemoryReservation reservation) {
    return new CallInput(call, states, true, reservation);
  }

  /**
   * Brings rows into the groups.
   *
   * @param rows the rows that count, null for all
   * @param groups the group of each row; null when all belong to group 0
   */
  void update(
      RecordBatch batch,
      int @Nullable [] rows,
      int count,
      int @Nullable [] groups,
      int groupCount) {
    ensureGroups(groupCount);
    if (count == 0) {
      return;
    }
    for (int i = 0; i < evaluators.length; i++) {
      values[i] = evaluators[i].evaluate(batch, rows, count);
    }
    if (isMerging) {
      accumulator.merge(grouped.set(groups, rows, count), values);
    } else {
      int[] counted = rows;
      int countedCount = count;
      if (implementation.nulls() == Nulls.SKIPPED) {
        countedCount = selectNotNull(rows, count);
        counted = countedCount == count ? rows : notNull;
      }
      if (replay != null) {
        replay.keep(values, counted, countedCount, groups);
      } else if (countedCount > 0) {
        accumulator.update(grouped.set(groups, counted, countedCount), values);
      }
    }
    account();
  }

  private int selectNotNull(int @Nullable [] rows, int count) {
    boolean mayHaveNulls = false;
    for (int i = 0; i < argumentCount; i++) {
      mayHaveNulls |= values[i].mayHaveNulls();
    }
    if (!mayHaveNulls) {
      return count;
    }
    if (notNull.length < count) {
      notNull = new int[count];
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      boolean isNull = false;
      for (int argument = 0; argument < argumentCount && !isNull; argument++) {
        isNull = values[argument].isNull(row);
      }
      notNull[kept] = row;
      kept += isNull ? 0 : 1;
    }
    return kept;
  }

  private void account() {
    long bytes = accumulator.retainedBytes();
    if (bytes > accountedBytes) {
      reservation.grow(bytes - accountedBytes);
    } else {
      reservation.shrink(accountedBytes - bytes);
    }
    accountedBytes = bytes;
  }

  void ensureGroups(int groupCount) {
    accumulator.ensureGroups(groupCount);
  }

  void clear(int groupCount) {
    accumulator.clear(groupCount);
    if (replay != null) {
      replay.clear();
    }
    account();
  }

  /** The results. */
  ResultColumn resultColumn() {
    return (from, count, target) -> {
      if (replay != null) {
        replay.replayInto(accumulator, argumentCount);
      }
      accumulator.write(from, count, target);
      account();
    };
  }

  /** The states. */
  List<ResultColumn> stateColumns() {
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 0; i < implementation.stateTypes().size(); i++) {
      int column = i;
      columns.add((int from, int count, FlatVector target) ->
          accumulator.writeState(column, from, count, target));
    }
    return columns;
  }
}
