package io.sluice.source.parquet;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.InListExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.type.Literal;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Tells which row groups, or pages, can hold no row that a condition is true for. It may answer "can" for any; the engine applies conditions again. */
final class RowGroupFilter {
  private RowGroupFilter() {}

  /** Whether anything can follow from bounds and counts of NULL for such a condition. */
  static boolean isUseful(PhysicalExpression condition) {
    if (condition instanceof LogicalExpression logical) {
      return logical.operator() == LogicalOperator.AND
          ? logical.operands().stream().anyMatch(RowGroupFilter::isUseful)
          : logical.operands().stream().allMatch(RowGroupFilter::isUseful);
    }
    if (condition instanceof ComparisonExpression comparison) {
      return ColumnComparison.of(comparison) != null;
    }
    if (condition instanceof InListExpression list) {
      return !list.negated() && list.operand() instanceof ColumnExpression;
    }
    return condition instanceof IsNullExpression isNull
        && isNull.operand() instanceof ColumnExpression;
  }

  /** Whether anything can follow for such a condition from knowing which values there are. */
  static boolean asksForValues(PhysicalExpression condition) {
    if (condition instanceof LogicalExpression logical) {
      return logical.operator() == LogicalOperator.AND
          ? logical.operands().stream().anyMatch(RowGroupFilter::asksForValues)
          : logical.operands().stream().allMatch(RowGroupFilter::asksForValues);
    }
    if (condition instanceof ComparisonExpression comparison) {
      ColumnComparison simple = ColumnComparison.of(comparison);
      return simple != null
          && (simple.operator() == ComparisonOperator.EQUAL
              || simple.operator() == ComparisonOperator.IS_NOT_DISTINCT_FROM);
    }
    return condition instanceof InListExpression && isUseful(condition);
  }

  /**
   * Whether there may be a row for which all conditions are true.
   *
   * @param evidence what is known of a column; null when nothing is
   */
  static boolean mayMatch(
      List<PhysicalExpression> conditions,
      IntFunction<? extends @Nullable ColumnEvidence> evidence) {
    return conditions.stream().allMatch(condition -> mayMatch(condition, evidence));
  }

  /** As {@link #mayMatch(List, IntFunction)} for a single condition. */
  static boolean mayMatch(
      PhysicalExpression condition, IntFunction<? extends @Nullable ColumnEvidence> evidence) {
    if (condition instanceof LogicalExpression logical) {
      return logical.operator() == LogicalOperator.AND
          ? mayMatch(logical.operands(), evidence)
          : logical.operands().stream().anyMatch(operand -> mayMatch(operand, evidence));
    }
    if (condition instanceof ComparisonExpression comparison) {
      ColumnComparison simple = ColumnComparison.of(comparison);
      ColumnEvidence known =
          simple == null ? null : evidence.apply(simple.column().index());
      return simple == null || known == null || mayMatch(simple, known);
    }
    if (condition instanceof InListExpression list
        && !list.negated()
        && list.operand() instanceof ColumnExpression column) {
      ColumnEvidence known = evidence.apply(column.index());
      return known == null
          || list.values().stream()
              .anyMatch(value ->
                  mayMatch(new ColumnComparison(column, ComparisonOperator.EQUAL, value), known));
    }
    if (condition instanceof IsNullExpression isNull
        && isNull.operand() instanceof ColumnExpression column) {
      ColumnEvidence known = evidence.apply(column.index());
      return known == null || (isNull.negated() ? known.mayBeValue() : known.mayBeNull());
    }
    return true;
  }

  private static boolean mayMatch(ColumnComparison comparison, ColumnEvidence evidence) {
    Object value = comparison.literal().value();
    if (value == null) {
      return false;
    }
    return comparison.literal().type().kind() != comparison.column().type().kind()
        ? evidence.mayBeValue()
        : evidence.mayMatch(comparison.operator(), value);
  }

  /** A column compared with a constant. */
  private record ColumnComparison(
      ColumnExpression column, ComparisonOperator operator, Literal literal) {
    static @Nullable ColumnComparison of(ComparisonExpression comparison) {
      ComparisonOperator operator = comparison.operator();
      if (operator == ComparisonOperator.NOT_EQUAL
          || operator == ComparisonOperator.IS_DISTINCT_FROM) {
        return null;
      }
      if (comparison.left() instanceof ColumnExpression column
          && comparison.right() instanceof LiteralExpression constant) {
        return of(column, operator, constant.literal());
      }
      if (comparison.right() instanceof ColumnExpression column
          && comparison.left() instanceof LiteralExpression constant) {
        return of(column, mirrored(operator), constant.literal());
      }
      return null;
    }

    private static @Nullable ColumnComparison of(
        ColumnExpression column, ComparisonOperator operator, Literal literal) {
      boolean isNullSafe = operator == ComparisonOperator.IS_NOT_DISTINCT_FROM;
      return isNullSafe && literal.isNull()
          ? null
          : new ColumnComparison(column, operator, literal);
    }

    private static ComparisonOperator mirrored(ComparisonOperator operator) {
      return switch (operator) {
        case LESS -> ComparisonOperator.GREATER;
        case LESS_OR_EQUAL -> ComparisonOperator.GREATER_OR_EQUAL;
        case GREATER -> ComparisonOperator.LESS;
        case GREATER_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
        case EQUAL, NOT_EQUAL, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> operator;
      };
    }
  }
}
