package io.sluice.source.parquet;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.InListExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LikeExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.NotExpression;
import io.sluice.expression.PhysicalExpression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A condition over one projected column that cannot fail, so that a scan may try it on rows that another condition would have kept from it.
 *
 * @param column the projected column
 * @param predicate over that column as the only one
 */
record ScanCondition(int column, PhysicalExpression predicate) {
  /**
   * Those among the conditions of a scan, with the ones they are joined of by AND. There is one for a column.
   *
   * @param conditions over all columns of the table
   * @param projection the projected ones
   */
  static List<ScanCondition> of(List<PhysicalExpression> conditions, List<Integer> projection) {
    Map<Integer, PhysicalExpression> found = new LinkedHashMap<>();
    find(conditions, projection, found);
    return found.entrySet().stream()
        .map(condition -> new ScanCondition(condition.getKey(), condition.getValue()))
        .toList();
  }

  private static void find(
      List<PhysicalExpression> conditions,
      List<Integer> projection,
      Map<Integer, PhysicalExpression> found) {
    for (PhysicalExpression condition : conditions) {
      if (condition instanceof LogicalExpression logical
          && logical.operator() == LogicalOperator.AND) {
        find(logical.operands(), projection, found);
        continue;
      }
      Set<Integer> columns = new TreeSet<>();
      if (collect(condition, columns) && columns.size() == 1) {
        int column = projection.indexOf(columns.iterator().next());
        if (column >= 0) {
          found.merge(column, overFirstColumn(condition), ScanCondition::and);
        }
      }
    }
  }

  private static PhysicalExpression and(PhysicalExpression first, PhysicalExpression second) {
    return new LogicalExpression(LogicalOperator.AND, List.of(first, second));
  }

  /** Collects the columns of a condition; false when it may fail. */
  private static boolean collect(PhysicalExpression expression, Set<Integer> columns) {
    if (expression instanceof ColumnExpression column) {
      columns.add(column.index());
      return true;
    }
    boolean cannotFail = expression instanceof LiteralExpression
        || expression instanceof ComparisonExpression
        || expression instanceof InListExpression
        || expression instanceof IsNullExpression
        || expression instanceof LogicalExpression
        || expression instanceof NotExpression
        || expression instanceof LikeExpression;
    return cannotFail && expression.children().stream().allMatch(child -> collect(child, columns));
  }

  private static PhysicalExpression overFirstColumn(PhysicalExpression expression) {
    return expression instanceof ColumnExpression column
        ? new ColumnExpression(column.name(), 0, column.type(), column.isNullable())
        : expression.withNewChildren(
            expression.children().stream().map(ScanCondition::overFirstColumn).toList());
  }
}
