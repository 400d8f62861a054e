package io.sluice.operator.aggregate;

import io.sluice.column.RecordBatch;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryReservation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows that pass one FILTER condition, or all rows, and the arguments that are evaluated over them. Owned by one driver. */
final class FilteredInput {
  private final @Nullable ExpressionEvaluator filter;
  private final MemoryReservation reservation;
  private final Map<Optional<PhysicalExpression>, ArgumentInput> arguments = new LinkedHashMap<>();
  private int[] selected = new int[0];

  FilteredInput(Optional<PhysicalExpression> filter, MemoryReservation reservation) {
    this.filter = filter.map(PhysicalExpression::newEvaluator).orElse(null);
    this.reservation = reservation;
  }

  /** The input of an argument; empty for COUNT(*). */
  ArgumentInput argument(Optional<PhysicalExpression> argument) {
    return arguments.computeIfAbsent(
        argument, expression -> new ArgumentInput(expression.orElse(null), reservation));
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
    for (ArgumentInput argument : arguments.values()) {
      argument.update(batch, rows, count, groups, groupCount, isComplete);
    }
  }

  void ensureGroups(int groupCount) {
    for (ArgumentInput argument : arguments.values()) {
      argument.ensureGroups(groupCount);
    }
  }

  void clear(int groupCount) {
    for (ArgumentInput argument : arguments.values()) {
      argument.clear(groupCount);
    }
  }
}
