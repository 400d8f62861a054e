package io.sluice.operator.aggregate;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.aggregate.accumulator.AccumulatorKind;
import io.sluice.operator.aggregate.accumulator.CountAccumulator;
import io.sluice.operator.aggregate.accumulator.ValueAccumulator;
import io.sluice.type.DataType;
import io.sluice.type.PhysicalType;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One argument expression and the accumulators that read it, each made once however many calls ask for it: {@code sum(x)} and {@code avg(x)} share
 * the sum. Owned by one driver.
 */
final class ArgumentInput {
  private final @Nullable ExpressionEvaluator evaluator;
  private final DataType type;
  private final MemoryReservation reservation;
  private @Nullable CountAccumulator counts;
  private final Map<AccumulatorKind, ValueAccumulator> accumulators =
      new EnumMap<>(AccumulatorKind.class);
  private final @Nullable FlatRows flatRows;
  private int[] notNull = new int[0];

  /**
   * @param argument null for COUNT(*), which counts all rows
   */
  ArgumentInput(@Nullable PhysicalExpression argument, MemoryReservation reservation) {
    evaluator = argument == null ? null : argument.newEvaluator();
    type = argument == null ? DataType.BIGINT : argument.type();
    flatRows = type.physicalType() == PhysicalType.BYTES ? null : new FlatRows(type);
    this.reservation = reservation;
  }

  DataType type() {
    return type;
  }

  /** The counts of values, or of rows without an argument. */
  CountAccumulator counts() {
    CountAccumulator accumulator = counts;
    if (accumulator == null) {
      accumulator = new CountAccumulator(reservation);
      counts = accumulator;
    }
    return accumulator;
  }

  ValueAccumulator accumulator(AccumulatorKind kind) {
    return accumulators.computeIfAbsent(
        kind, missing -> ValueAccumulator.create(missing, type, reservation));
  }

  /**
   * Brings the argument's values into the groups.
   *
   * @param rows the rows to evaluate, null for all
   * @param groups the group of each row; null when all belong to group 0
   * @param isComplete whether the rows are all that the groups were formed of
   */
  void update(
      RecordBatch batch,
      int @Nullable [] rows,
      int count,
      int @Nullable [] groups,
      int groupCount,
      boolean isComplete) {
    if (evaluator == null || count == 0) {
      updateCounts(rows, count, groups, groupCount);
      for (ValueAccumulator accumulator : accumulators.values()) {
        accumulator.ensureGroups(groupCount);
        accumulator.markValues(groups, rows, count, isComplete, groupCount);
      }
      return;
    }
    Vector values = evaluator.evaluate(batch, rows, count);
    int[] valueRows = rows;
    int valueCount = count;
    if (values.mayHaveNulls()) {
      valueCount = selectValues(values, rows, count);
      valueRows = valueCount == count ? rows : notNull;
    }
    updateCounts(valueRows, valueCount, groups, groupCount);
    if (accumulators.isEmpty()) {
      return;
    }
    Vector readable = flatRows == null || valueCount == 0
        ? values
        : flatRows.of(values, valueRows, valueCount, batch.length());
    for (ValueAccumulator accumulator : accumulators.values()) {
      accumulator.ensureGroups(groupCount);
      if (valueCount > 0) {
        accumulator.update(groups, valueRows, valueCount, readable);
      }
      accumulator.markValues(
          groups, valueRows, valueCount, isComplete && valueCount == count, groupCount);
    }
  }

  private void updateCounts(
      int @Nullable [] rows, int count, int @Nullable [] groups, int groupCount) {
    if (counts != null) {
      counts.ensureGroups(groupCount);
      counts.update(groups, rows, count);
    }
  }

  private int selectValues(Vector values, int @Nullable [] rows, int count) {
    if (notNull.length < count) {
      notNull = new int[count];
    }
    int valueCount = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      notNull[valueCount] = row;
      valueCount += values.isNull(row) ? 0 : 1;
    }
    return valueCount;
  }

  /** Makes room for groups that no row updated yet. */
  void ensureGroups(int groupCount) {
    if (counts != null) {
      counts.ensureGroups(groupCount);
    }
    for (ValueAccumulator accumulator : accumulators.values()) {
      accumulator.ensureGroups(groupCount);
    }
  }

  void clear(int groupCount) {
    if (counts != null) {
      counts.clear(groupCount);
    }
    for (ValueAccumulator accumulator : accumulators.values()) {
      accumulator.clear(groupCount);
    }
  }
}
