package io.sluice.operator.join.match;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/** The columns that joins give, and those that their expressions read. */
public final class JoinColumns {
  private JoinColumns() {}

  /**
   * The columns of a join: left ones, right ones, the marker. Those of a side that a row may lack are nullable.
   *
   * @param isMarkNullable whether the marker may be unknown
   */
  public static Schema output(JoinType type, Schema left, Schema right, boolean isMarkNullable) {
    List<Field> fields = new ArrayList<>();
    if (type.hasLeftColumns()) {
      boolean isMissing = type == JoinType.RIGHT || type == JoinType.FULL;
      left.fields().forEach(field -> fields.add(isMissing ? field.withNullable(true) : field));
    }
    if (type.hasRightColumns()) {
      boolean isMissing = type == JoinType.LEFT || type == JoinType.FULL;
      right.fields().forEach(field -> fields.add(isMissing ? field.withNullable(true) : field));
    }
    if (type.isMark()) {
      fields.add(new Field("mark", DataType.BOOLEAN, isMarkNullable));
    }
    return new Schema(fields);
  }

  /** The indexes of the columns that an expression reads. */
  static SortedSet<Integer> readBy(PhysicalExpression expression) {
    SortedSet<Integer> columns = new TreeSet<>();
    collect(expression, columns);
    return columns;
  }

  private static void collect(PhysicalExpression expression, SortedSet<Integer> columns) {
    if (expression instanceof ColumnExpression column) {
      columns.add(column.index());
    }
    expression.children().forEach(child -> collect(child, columns));
  }

  /** The expression over the same columns at other places. */
  public static PhysicalExpression relocate(PhysicalExpression expression, IntUnaryOperator place) {
    if (expression instanceof ColumnExpression column) {
      return new ColumnExpression(
          column.name(), place.applyAsInt(column.index()), column.type(), column.isNullable());
    }
    return expression.withNewChildren(
        expression.children().stream().map(child -> relocate(child, place)).toList());
  }
}
