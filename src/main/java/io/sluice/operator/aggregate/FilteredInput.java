package io.sluice.operator.aggregate;

import io.sluice.column.RecordBatch;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryReservation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows that pass one FILTER condition, or all rows, and of these perhaps one for each value of some arguments; and what reads these rows. Owned by one
 * driver.
 */
final class FilteredInput {
  private final @Nullable ExpressionEvaluator filter;
  private final MemoryReservation reservation;
  private final Map<Optional<PhysicalExpression>, ArgumentInput> arguments = new LinkedHashMap<>();
  private final List<CallInput> calls = new ArrayList<>();
  private final @Nullable DistinctRows distinct;
  private int[] selected = new int[0];

  /**
   * @param distinct of rows with equal values of these one counts; empty for all rows
   */
  FilteredInput(
      Optional<PhysicalExpression> filter,
      List<PhysicalExpression> distinct,
      MemoryReservation reservation) {
    this.filter = filter.map(PhysicalExpression::newEvaluator).orElse(null);
    this.distinct = distinct.isEmpty() ? null : new DistinctRows(distinct, reservation);
    this.reservation = reservation;
  }

  /** The input of an argument; empty for COUNT(*). */
  ArgumentInput argument(Optional<PhysicalExpression> argument) {
    return arguments.computeIfAbsent(
        argument, expression -> new ArgumentInput(expression.orElse(null), reservation));
  }

  /** Lets a call read these rows. */
  void add(CallInput call) {
    calls.add(call);
  }

  /**
   * Brings the rows of a batch into the groups.
   *
   * @param groups the group of each row; null when all belong to group 0
   */
  void update(RecordBatch batch, int @Nullable [] groups, int groupCount) {
    int[] rows = batch.selection();
    int count = batch.rowCount();
    boolean isComplete = true;
    if (filter != null) {
      if (selected.length < count) {
        selected = new int[count];
      }
      int passed = filter.select(batch, rows, count, selected);
      isComplete = passed == count;
      if (!isComplete) {
        rows = selected;
        count = passed;
      }
    }
    DistinctRows distinctRows = distinct;
    if (distinctRows != null && count > 0) {
      int newCount = distinctRows.select(batch, rows, count, groups);
      if (newCount < count) {
        isComplete = false;
        rows = distinctRows.selected();
        count = newCount;
      }
    }
    for (ArgumentInput argument : arguments.values()) {
      argument.update(batch, rows, count, groups, groupCount, isComplete);
    }
    for (CallInput call : calls) {
      call.update(batch, rows, count, groups, groupCount);
    }
  }

  void ensureGroups(int groupCount) {
    for (ArgumentInput argument : arguments.values()) {
      argument.ensureGroups(groupCount);
    }
    calls.forEach(call -> call.ensureGroups(groupCount));
  }

  void clear(int groupCount) {
    for (ArgumentInput argument : arguments.values()) {
      argument.clear(groupCount);
    }
    calls.forEach(call -> call.clear(groupCount));
    if (distinct != null) {
      distinct.clear();
    }
  }
}
