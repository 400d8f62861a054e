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

/** Tells which row groups can hold no row that a condition is true for. It may answer "can" for any; the engine applies conditions again. */
final class RowGroupFilter {
  private RowGroupFilter() {}

  /** Whether anything can follow from statistics for such a condition. */
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

  /** Whether a row group may hold a row for which all conditions are true. */
  static boolean mayMatch(
      List<PhysicalExpression> conditions, IntFunction<@Nullable ChunkStatistics> statistics) {
    return conditions.stream().allMatch(condition -> mayMatch(condition, statistics));
  }

  private static boolean mayMatch(
      PhysicalExpression condition, IntFunction<@Nullable ChunkStatistics> statistics) {
    if (condition instanceof LogicalExpression logical) {
      return logical.operator() == LogicalOperator.AND
          ? mayMatch(logical.operands(), statistics)
          : logical.operands().stream().anyMatch(operand -> mayMatch(operand, statistics));
    }
    if (condition instanceof ComparisonExpression comparison) {
      ColumnComparison simple = ColumnComparison.of(comparison);
      ChunkStatistics chunk =
          simple == null ? null : statistics.apply(simple.column().index());
      return simple == null || chunk == null || mayMatch(simple, chunk);
    }
    if (condition instanceof InListExpression list
        && !list.negated()
        && list.operand() instanceof ColumnExpression column) {
      ChunkStatistics chunk = statistics.apply(column.index());
      return chunk == null
          || list.values().stream()
              .anyMatch(value ->
                  mayMatch(new ColumnComparison(column, ComparisonOperator.EQUAL, value), chunk));
    }
    if (condition instanceof IsNullExpression isNull
        && isNull.operand() instanceof ColumnExpression column) {
      ChunkStatistics chunk = statistics.apply(column.index());
      return chunk == null || mayMatch(isNull, chunk);
    }
    return true;
  }

  private static boolean mayMatch(IsNullExpression isNull, ChunkStatistics chunk) {
    if (isNull.negated()) {
      return !chunk.isAllNull();
    }
    return chunk.nullCount().isEmpty() || chunk.nullCount().getAsLong() > 0;
  }

  private static boolean mayMatch(ColumnComparison comparison, ChunkStatistics chunk) {
    Object value = comparison.literal().value();
    if (value == null || chunk.isAllNull()) {
      return false;
    }
    if (comparison.literal().type().kind() != comparison.column().type().kind()) {
      return true;
    }
    Object constant = ChunkStatistics.comparable(value);
    boolean isDouble = value instanceof Double;
    if (isDouble && ((Double) value).isNaN()) {
      return true;
    }
    Object min = chunk.min();
    Object max = chunk.max();
    boolean isBelowMin = min != null && ChunkStatistics.compare(constant, min) < 0;
    boolean isAtMin = min != null && ChunkStatistics.compare(constant, min) == 0;
    boolean isAboveMax = max != null && ChunkStatistics.compare(constant, max) > 0;
    boolean isAtMax = max != null && ChunkStatistics.compare(constant, max) == 0;
    return switch (comparison.operator()) {
      case EQUAL, IS_NOT_DISTINCT_FROM -> !isBelowMin && !isAboveMax;
      case LESS -> !isBelowMin && !isAtMin;
      case LESS_OR_EQUAL -> !isBelowMin;
      // Bounds leave NaN out, which is larger than any number.
      case GREATER -> isDouble || !isAboveMax && !isAtMax;
      case GREATER_OR_EQUAL -> isDouble || !isAboveMax;
      case NOT_EQUAL, IS_DISTINCT_FROM -> true;
    };
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
