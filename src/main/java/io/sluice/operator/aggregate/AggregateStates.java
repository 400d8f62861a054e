package io.sluice.operator.aggregate;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.aggregate.accumulator.AccumulatorKind;
import io.sluice.operator.aggregate.accumulator.AverageColumn;
import io.sluice.operator.aggregate.accumulator.CountAccumulator;
import io.sluice.operator.aggregate.accumulator.GroupCounts;
import io.sluice.operator.aggregate.accumulator.ResultColumn;
import io.sluice.operator.aggregate.accumulator.ValueAccumulator;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.sluice.type.TypeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the calls of a node know of all groups of one partition. Owned by one driver. */
final class AggregateStates {
  private final MemoryReservation reservation;
  private final Map<Optional<PhysicalExpression>, FilteredInput> inputs = new LinkedHashMap<>();
  private final List<ResultColumn> results = new ArrayList<>();

  private AggregateStates(MemoryReservation reservation) {
    this.reservation = reservation;
  }

  /** States that read rows; with {@code isPartial} the states themselves are the output, else the results. */
  static AggregateStates overRows(
      List<AggregateCall> calls, boolean isPartial, MemoryReservation reservation) {
    AggregateStates states = new AggregateStates(reservation);
    for (AggregateCall call : calls) {
      states.addRowCall(call, isPartial);
    }
    return states;
  }

  /** States that read the states of a partial aggregation, which stand in the input from a column on. */
  static AggregateStates overStates(
      List<AggregateCall> calls, Schema input, int firstColumn, MemoryReservation reservation) {
    AggregateStates states = new AggregateStates(reservation);
    int column = firstColumn;
    for (AggregateCall call : calls) {
      states.addStateCall(call, input, column);
      column += call.function().stateCount();
    }
    return states;
  }

  private void addRowCall(AggregateCall call, boolean isPartial) {
    FilteredInput rows = input(call.filter());
    switch (call.function()) {
      case COUNT_STAR -> results.add(rows.argument(Optional.empty()).counts());
      case COUNT -> results.add(rows.argument(countedArgument(call)).counts());
      case SUM -> results.add(argument(rows, call).accumulator(AccumulatorKind.SUM));
      case MIN -> results.add(argument(rows, call).accumulator(AccumulatorKind.MIN));
      case MAX -> results.add(argument(rows, call).accumulator(AccumulatorKind.MAX));
      case AVG -> {
        ArgumentInput argument = argument(rows, call);
        ValueAccumulator sums = argument.accumulator(AccumulatorKind.SUM);
        CountAccumulator counts = rows.argument(countedArgument(call)).counts();
        if (isPartial) {
          results.add(sums);
          results.add(counts);
        } else {
          results.add(AverageColumn.of(sums, argument.type(), counts, call.type()));
        }
      }
    }
  }

  private static ArgumentInput argument(FilteredInput rows, AggregateCall call) {
    return rows.argument(Optional.of(call.requireArgument()));
  }

  /** Values of a column or constant that is never NULL are as many as rows. */
  private static Optional<PhysicalExpression> countedArgument(AggregateCall call) {
    PhysicalExpression argument = call.requireArgument();
    boolean cannotFail =
        argument instanceof ColumnExpression || argument instanceof LiteralExpression;
    return cannotFail && !argument.isNullable() ? Optional.empty() : call.argument();
  }

  private void addStateCall(AggregateCall call, Schema input, int column) {
    switch (call.function()) {
      case COUNT_STAR, COUNT ->
        results.add(state(input, column).accumulator(AccumulatorKind.TOTAL_COUNT));
      case SUM -> results.add(state(input, column).accumulator(sumKind(input, column)));
      case MIN -> results.add(state(input, column).accumulator(AccumulatorKind.MIN));
      case MAX -> results.add(state(input, column).accumulator(AccumulatorKind.MAX));
      case AVG -> {
        ArgumentInput sum = state(input, column);
        GroupCounts counts =
            (GroupCounts) state(input, column + 1).accumulator(AccumulatorKind.TOTAL_COUNT);
        results.add(AverageColumn.of(
            sum.accumulator(sumKind(input, column)), sum.type(), counts, call.type()));
      }
    }
  }

  private ArgumentInput state(Schema input, int column) {
    Field field = input.field(column);
    return input(Optional.empty())
        .argument(Optional.of(
            new ColumnExpression(field.name(), column, field.type(), field.nullable())));
  }

  private FilteredInput input(Optional<PhysicalExpression> filter) {
    return inputs.computeIfAbsent(filter, condition -> new FilteredInput(condition, reservation));
  }

  private static AccumulatorKind sumKind(Schema input, int column) {
    return input.type(column).kind() == TypeKind.BIGINT
        ? AccumulatorKind.INTEGER_SUM
        : AccumulatorKind.SUM;
  }

  /**
   * Brings the rows of a batch into the groups.
   *
   * @param groups the group of each row; null when all belong to group 0
   */
  void update(RecordBatch batch, int @Nullable [] groups, int groupCount) {
    for (FilteredInput input : inputs.values()) {
      input.update(batch, groups, groupCount);
    }
  }

  /** Makes room for groups that no row updated yet. */
  void ensureGroups(int groupCount) {
    for (FilteredInput input : inputs.values()) {
      input.ensureGroups(groupCount);
    }
  }

  /** Appends the output of consecutive groups to the columns from a first one on. */
  void write(int from, int count, BatchBuilder output, int firstColumn) {
    for (int i = 0; i < results.size(); i++) {
      results.get(i).write(from, count, output.column(firstColumn + i));
    }
  }

  /** Puts all groups back to the state without rows. */
  void clear(int groupCount) {
    for (FilteredInput input : inputs.values()) {
      input.clear(groupCount);
    }
  }
}
