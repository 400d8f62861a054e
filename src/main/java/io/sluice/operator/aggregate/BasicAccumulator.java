package io.sluice.operator.aggregate;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.extension.AggregateAccumulator;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.aggregate.accumulator.AccumulatorKind;
import io.sluice.operator.aggregate.accumulator.AverageColumn;
import io.sluice.operator.aggregate.accumulator.CountAccumulator;
import io.sluice.operator.aggregate.accumulator.ResultColumn;
import io.sluice.operator.aggregate.accumulator.ValueAccumulator;
import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of the basic functions behind the interface of all functions, where its states are not shared and not split. */
final class BasicAccumulator implements AggregateAccumulator {
  private final @Nullable CountAccumulator counts;
  private final @Nullable ValueAccumulator values;
  private final @Nullable FlatRows flatRows;
  private final ResultColumn result;
  private int groupCount;

  BasicAccumulator(BasicAggregate function, DataType argument, MemoryReservation memory) {
    flatRows = argument.kind() == TypeKind.VARCHAR ? null : new FlatRows(argument);
    boolean isCounting = function == BasicAggregate.COUNT || function == BasicAggregate.AVG;
    CountAccumulator counting = isCounting ? new CountAccumulator(memory) : null;
    counts = counting;
    values = function == BasicAggregate.COUNT
        ? null
        : ValueAccumulator.create(kind(function), argument, memory);
    if (counting != null) {
      result = values == null ? counting : new AverageColumn(values, argument, counting);
    } else {
      result = Objects.requireNonNull(values);
    }
  }

  private static AccumulatorKind kind(BasicAggregate function) {
    return switch (function) {
      case MIN -> AccumulatorKind.MIN;
      case MAX -> AccumulatorKind.MAX;
      case SUM, AVG, COUNT -> AccumulatorKind.SUM;
    };
  }

  @Override
  public void ensureGroups(int newCount) {
    groupCount = Math.max(groupCount, newCount);
    if (counts != null) {
      counts.ensureGroups(newCount);
    }
    if (values != null) {
      values.ensureGroups(newCount);
    }
  }

  @Override
  public void update(GroupedRows rows, Vector[] arguments) {
    if (rows.count() == 0) {
      return;
    }
    if (counts != null) {
      counts.update(rows.groups(), rows.rows(), rows.count());
    }
    if (values != null) {
      Vector readable = flatRows == null
          ? arguments[0]
          : flatRows.of(arguments[0], rows.rows(), rows.count(), arguments[0].length());
      values.update(rows.groups(), rows.rows(), rows.count(), readable);
      values.markValues(rows.groups(), rows.rows(), rows.count(), false, groupCount);
    }
  }

  @Override
  public void merge(GroupedRows rows, Vector[] states) {
    throw new IllegalStateException("a group cannot be split");
  }

  @Override
  public void writeState(int column, int from, int count, FlatVector target) {
    throw new IllegalStateException("a group cannot be split");
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    result.write(from, count, target);
  }

  @Override
  public void clear(int count) {
    if (counts != null) {
      counts.clear(count);
    }
    if (values != null) {
      values.clear(count);
    }
  }

  @Override
  public long retainedBytes() {
    return 0;
  }
}
