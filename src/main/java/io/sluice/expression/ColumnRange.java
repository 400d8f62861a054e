package io.sluice.expression;

import io.sluice.expression.kernel.RangeKernel;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column between two constants, both included, in the form the column keeps them: what a comparison of a whole number, day, time
 * or short DECIMAL with a constant selects, and what several such comparisons of one column select together.
 */
record ColumnRange(ColumnExpression column, long low, long high) {
  /**
   * The operands of an AND, where neighbours that compare one column with constants are one range. A range is NULL where its column is, as
   * the comparisons are, so AND means the same.
   */
  static List<ExpressionEvaluator> evaluators(List<PhysicalExpression> operands) {
    List<ExpressionEvaluator> evaluators = new ArrayList<>();
    int next = 0;
    while (next < operands.size()) {
      int first = next;
      ColumnRange range = of(operands.get(next++));
      while (range != null && next < operands.size()) {
        ColumnRange neighbour = of(operands.get(next));
        if (neighbour == null || !neighbour.column.equals(range.column)) {
          break;
        }
        range = range.intersect(neighbour);
        next++;
      }
      evaluators.add(
          range == null || next - first == 1
              ? operands.get(first).newEvaluator()
              : range.evaluator());
    }
    return evaluators;
  }

  private ExpressionEvaluator evaluator() {
    return new PredicateEvaluator(List.of(column), new RangeKernel(low, high));
  }

  private ColumnRange intersect(ColumnRange other) {
    return new ColumnRange(column, Math.max(low, other.low), Math.min(high, other.high));
  }

  /** What a condition selects, or null where that is no range of a column. */
  private static @Nullable ColumnRange of(PhysicalExpression condition) {
    if (!(condition instanceof ComparisonExpression comparison)
        || !(comparison.left() instanceof ColumnExpression column)
        || !(comparison.right() instanceof LiteralExpression constant)) {
      return null;
    }
    OptionalLong bound = stored(constant.literal(), column.type());
    return bound.isEmpty() ? null : of(column, comparison.operator(), bound.getAsLong());
  }

  private static @Nullable ColumnRange of(
      ColumnExpression column, ComparisonOperator operator, long bound) {
    return switch (operator) {
      case EQUAL -> new ColumnRange(column, bound, bound);
      case LESS_OR_EQUAL -> new ColumnRange(column, Long.MIN_VALUE, bound);
      case GREATER_OR_EQUAL -> new ColumnRange(column, bound, Long.MAX_VALUE);
      case LESS ->
        bound == Long.MIN_VALUE ? null : new ColumnRange(column, Long.MIN_VALUE, bound - 1);
      case GREATER ->
        bound == Long.MAX_VALUE ? null : new ColumnRange(column, bound + 1, Long.MAX_VALUE);
      case NOT_EQUAL, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> null;
    };
  }

  /** A constant in the form in which a column keeps its values, if that form has it. */
  private static OptionalLong stored(Literal constant, DataType type) {
    Object value = constant.value();
    return switch (type.kind()) {
      case TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          DATE,
          TIME,
          TIMESTAMP,
          TIMESTAMP_NANOS,
          TIMESTAMP_TZ ->
        value instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
      case DECIMAL ->
        value instanceof BigDecimal decimal
            ? unscaled(decimal, (DecimalType) type)
            : OptionalLong.empty();
      default -> OptionalLong.empty();
    };
  }

  private static OptionalLong unscaled(BigDecimal value, DecimalType type) {
    if (!type.isShort() || value.scale() > type.scale()) {
      return OptionalLong.empty();
    }
    BigInteger unscaled = value.setScale(type.scale()).unscaledValue();
    return unscaled.bitLength() < Long.SIZE
        ? OptionalLong.of(unscaled.longValue())
        : OptionalLong.empty();
  }
}
