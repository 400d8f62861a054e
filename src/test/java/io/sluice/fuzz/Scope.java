package io.sluice.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The columns an expression may name.
 *
 * @param rowKeys columns that together tell the rows apart; empty when there are none
 * @param outer what a sub-query may name besides; null for none
 */
record Scope(
    List<Column> columns, List<Column> rowKeys, @Nullable Scope outer) {
  static final Scope NONE = new Scope(List.of(), List.of(), null);

  Scope {
    columns = List.copyOf(columns);
    rowKeys = List.copyOf(rowKeys);
  }

  /**
   * @param sql with the name of its table
   */
  record Column(String sql, ValueType type) {
    Node node() {
      return Node.expression(type, sql);
    }
  }

  /** A column of a type; a fifth of the time one of an enclosing query. */
  @Nullable
  Column pick(ValueType type, Random random) {
    if (outer != null && random.nextInt(5) == 0) {
      Column found = outer.pick(type, random);
      if (found != null) {
        return found;
      }
    }
    List<Column> fitting = new ArrayList<>();
    for (Column column : columns) {
      if (column.type() == type) {
        fitting.add(column);
      }
    }
    return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
  }
}
