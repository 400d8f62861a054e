package io.sluice.operator.window;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.SortField;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One function over the partitions of a window.
 *
 * @param aggregate of {@link WindowFunction#AGGREGATE} only; over frames that lose rows one whose parts can be merged
 * @param arguments columns of the input, as {@link WindowFunction} says
 * @param filter of {@link WindowFunction#AGGREGATE} only: a BOOLEAN column that is TRUE in the rows that count
 * @param orderBy of {@link WindowFunction#AGGREGATE} only: the order in which the function sees the rows of a frame, by columns of the input
 * @param isDistinct whether of rows with equal arguments one counts; for COUNT, SUM and AVG over frames that only grow, and for AGGREGATE
 * @param ignoresNulls whether rows whose value is NULL do not count, for functions that pick a row
 * @param frame ignored by functions that have none
 * @param type the result's type: BIGINT of ranks, buckets and counts, DOUBLE of relative ranks, the value's type of functions that pick a row
 * @param name the result column's name
 */
public record WindowCall(
    WindowFunction function,
    Optional<AggregateFunction> aggregate,
    List<ColumnExpression> arguments,
    Optional<ColumnExpression> filter,
    List<SortField> orderBy,
    boolean isDistinct,
    boolean ignoresNulls,
    WindowFrame frame,
    DataType type,
    String name) {
  public WindowCall {
    requireNonNull(function, "function");
    if (aggregate.isPresent() != (function == WindowFunction.AGGREGATE)) {
      throw new IllegalArgumentException(function + " of " + aggregate);
    }
    arguments = List.copyOf(arguments);
    orderBy = List.copyOf(orderBy);
    if (aggregate.isEmpty() && (filter.isPresent() || !orderBy.isEmpty())) {
      throw new IllegalArgumentException(function + " with a filter or an order");
    }
    requireNonNull(frame, "frame");
    requireNonNull(type, "type");
    requireNonNull(name, "name");
  }

  /** A call of a function that has a constant of its own. */
  public WindowCall(
      WindowFunction function,
      List<ColumnExpression> arguments,
      boolean isDistinct,
      boolean ignoresNulls,
      WindowFrame frame,
      DataType type,
      String name) {
    this(
        function,
        Optional.empty(),
        arguments,
        Optional.empty(),
        List.of(),
        isDistinct,
        ignoresNulls,
        frame,
        type,
        name);
  }

  /** How another aggregate function is computed for the arguments. */
  AggregateImplementation implementation() {
    return aggregate
        .flatMap(function -> function.implementation(
            arguments.stream().map(ColumnExpression::type).toList()))
        .orElseThrow(() -> new IllegalArgumentException(this + " has arguments of wrong types"));
  }

  /** The result column. */
  Field toField() {
    return new Field(name, type, !function.isNeverNull());
  }

  /** The column of an argument in the input. */
  int argument(int index) {
    return arguments.get(index).index();
  }

  /** For instance {@code sum(x@1) ROWS BETWEEN 2 PRECEDING AND CURRENT ROW}. */
  @Override
  public String toString() {
    String operands = arguments.isEmpty() && function == WindowFunction.COUNT
        ? "*"
        : arguments.stream().map(Object::toString).collect(Collectors.joining(", "));
    return aggregate.map(AggregateFunction::name).orElse(function.sqlName()) + "("
        + (isDistinct ? "DISTINCT " : "") + operands
        + (orderBy.isEmpty() ? "" : " ORDER BY " + orderBy) + ")"
        + filter.map(condition -> " FILTER (WHERE " + condition + ")").orElse("")
        + (ignoresNulls ? " IGNORE NULLS" : "")
        + (function.hasFrame() ? " " + frame : "");
  }
}
