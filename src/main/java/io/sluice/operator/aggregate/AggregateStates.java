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
  private final Map<InputKey, FilteredInput> inputs = new LinkedHashMap<>();
  private final List<ResultColumn> results = new ArrayList<>();
  private final List<ResultColumn> states = new ArrayList<>();

  /** Which rows count: those that pass a condition, of those with equal values of some expressions one. */
  private record InputKey(Optional<PhysicalExpression> filter, List<PhysicalExpression> distinct) {}

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
      if (call.function() instanceof BasicAggregate basic) {
        states.addBasicState(basic, input, column);
      } else {
        states.addState(call, input, column);
      }
      column += call.stateFields().size();
    }
    return states;
  }

  private void addRowCall(AggregateCall call, boolean isPartial) {
    // Which of equal values it is does not matter to these.
    boolean isDistinct = call.isDistinct()
        && call.function() != BasicAggregate.MIN
        && call.function() != BasicAggregate.MAX;
    FilteredInput rows = input(call.filter(), isDistinct ? call.arguments() : List.of());
    if (call.function() instanceof BasicAggregate basic && call.arguments().size() <= 1) {
      addBasic(basic, call, rows, isPartial);
      return;
    }
    CallInput input = CallInput.overRows(call, reservation);
    rows.add(input);
    states.addAll(input.stateColumns());
    results.addAll(isPartial ? input.stateColumns() : List.of(input.resultColumn()));
  }

  private void addState(AggregateCall call, Schema input, int firstColumn) {
    List<PhysicalExpression> columns = new ArrayList<>();
    for (int i = 0; i < call.stateFields().size(); i++) {
      columns.add(stateColumn(input, firstColumn + i));
    }
    CallInput merged = CallInput.overStates(call, columns, reservation);
    input(Optional.empty(), List.of()).add(merged);
    states.addAll(merged.stateColumns());
    results.add(merged.resultColumn());
  }

  private void addBasic(
      BasicAggregate function, AggregateCall call, FilteredInput rows, boolean isPartial) {
    switch (function) {
      case COUNT ->
        addResult(
            rows.argument(call.arguments().isEmpty() ? Optional.empty() : countedArgument(call))
                .counts());
      case SUM -> addResult(argument(rows, call).accumulator(AccumulatorKind.SUM));
      case MIN -> addResult(argument(rows, call).accumulator(AccumulatorKind.MIN));
      case MAX -> addResult(argument(rows, call).accumulator(AccumulatorKind.MAX));
      case AVG -> {
        ArgumentInput argument = argument(rows, call);
        ValueAccumulator sums = argument.accumulator(AccumulatorKind.SUM);
        CountAccumulator counts = rows.argument(countedArgument(call)).counts();
        states.add(sums);
        states.add(counts);
        if (isPartial) {
          results.add(sums);
          results.add(counts);
        } else {
          results.add(new AverageColumn(sums, argument.type(), counts));
        }
      }
    }
  }

  /** Of functions that hand over their result. */
  private void addResult(ResultColumn result) {
    states.add(result);
    results.add(result);
  }

  private static ArgumentInput argument(FilteredInput rows, AggregateCall call) {
    return rows.argument(Optional.of(call.requireArgument()));
  }

  /** Values of a column or constant that is never NULL are as many as rows. */
  private static Optional<PhysicalExpression> countedArgument(AggregateCall call) {
    PhysicalExpression argument = call.requireArgument();
    boolean cannotFail =
        argument instanceof ColumnExpression || argument instanceof LiteralExpression;
    return cannotFail && !argument.isNullable() ? Optional.empty() : Optional.of(argument);
  }

  private void addBasicState(BasicAggregate function, Schema input, int column) {
    switch (function) {
      case COUNT -> addResult(state(input, column).accumulator(AccumulatorKind.TOTAL_COUNT));
      case SUM -> addResult(state(input, column).accumulator(sumKind(input, column)));
      case MIN -> addResult(state(input, column).accumulator(AccumulatorKind.MIN));
      case MAX -> addResult(state(input, column).accumulator(AccumulatorKind.MAX));
      case AVG -> {
        ArgumentInput sum = state(input, column);
        ValueAccumulator sums = sum.accumulator(sumKind(input, column));
        ValueAccumulator counts = state(input, column + 1).accumulator(AccumulatorKind.TOTAL_COUNT);
        states.add(sums);
        states.add(counts);
        results.add(new AverageColumn(sums, sum.type(), (GroupCounts) counts));
      }
    }
  }

  private ArgumentInput state(Schema input, int column) {
    return input(Optional.empty(), List.of()).argument(Optional.of(stateColumn(input, column)));
  }

  private static ColumnExpression stateColumn(Schema input, int column) {
    Field field = input.field(column);
    return new ColumnExpression(field.name(), column, field.type(), field.nullable());
  }

  private FilteredInput input(
      Optional<PhysicalExpression> filter, List<PhysicalExpression> distinct) {
    return inputs.computeIfAbsent(
        new InputKey(filter, distinct), key -> new FilteredInput(filter, distinct, reservation));
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

  /** Appends what a partial aggregation would hand over of consecutive groups. */
  void writeStates(int from, int count, BatchBuilder output, int firstColumn) {
    for (int i = 0; i < states.size(); i++) {
      states.get(i).write(from, count, output.column(firstColumn + i));
    }
  }

  /** Puts all groups back to the state without rows. */
  void clear(int groupCount) {
    for (FilteredInput input : inputs.values()) {
      input.clear(groupCount);
    }
  }
}
