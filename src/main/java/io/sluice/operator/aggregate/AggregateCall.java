package io.sluice.operator.aggregate;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One aggregate function over the rows of a group.
 *
 * @param arguments over the input of the PARTIAL or SINGLE node, of the types that the function's implementation reads; none for COUNT(*). A FINAL node
 *     reads the states instead
 * @param isDistinct whether of rows with equal arguments one counts
 * @param orderBy the order in which the rows come, over the same input
 * @param filter a condition over the same input; rows for which it is not true are left out
 * @param type the result's type
 * @param name the result column's name
 */
public record AggregateCall(
    AggregateFunction function,
    List<PhysicalExpression> arguments,
    boolean isDistinct,
    List<SortField> orderBy,
    Optional<PhysicalExpression> filter,
    DataType type,
    String name) {
  public AggregateCall {
    requireNonNull(function, "function");
    arguments = List.copyOf(arguments);
    orderBy = List.copyOf(orderBy);
    requireNonNull(filter, "filter");
    requireNonNull(type, "type");
    requireNonNull(name, "name");
  }

  /** A call over all rows in any order. */
  public AggregateCall(
      AggregateFunction function,
      List<PhysicalExpression> arguments,
      Optional<PhysicalExpression> filter,
      DataType type,
      String name) {
    this(function, arguments, false, List.of(), filter, type, name);
  }

  /** The result column. */
  Field toField() {
    return new Field(name, type, function != BasicAggregate.COUNT);
  }

  /** Whether parts of a group can be aggregated apart and merged. */
  public boolean isSplittable() {
    return orderBy.isEmpty()
        && (function instanceof BasicAggregate || implementation().isSplittable());
  }

  /**
   * How the function is computed for the arguments.
   *
   * @throws IllegalArgumentException when it does not take them
   */
  AggregateImplementation implementation() {
    return function
        .implementation(arguments.stream().map(PhysicalExpression::type).toList())
        .orElseThrow(() -> new IllegalArgumentException(this + " has arguments of wrong types"));
  }

  /** The columns in which a partial aggregation hands over what it knows of a group. */
  List<Field> stateFields() {
    if (function instanceof BasicAggregate basic) {
      return basic.stateFields(
          name, arguments.isEmpty() ? DataType.BIGINT : arguments.get(0).type());
    }
    List<Field> fields = new ArrayList<>();
    for (DataType state : implementation().stateTypes()) {
      fields.add(new Field(name + "[" + fields.size() + "]", state, true));
    }
    return fields;
  }

  /** The argument of a function that has one. */
  PhysicalExpression requireArgument() {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException(function.name() + " needs an argument");
    }
    return arguments.get(0);
  }

  /** For instance {@code sum(x@1)} or {@code count(*) FILTER (WHERE x@1 < 3)}. */
  @Override
  public String toString() {
    String operands = arguments.isEmpty()
        ? "*"
        : arguments.stream().map(Object::toString).collect(Collectors.joining(", "));
    String order = orderBy.isEmpty()
        ? ""
        : orderBy.stream()
            .map(Object::toString)
            .collect(Collectors.joining(", ", " ORDER BY ", ""));
    String call = function.name().toLowerCase(Locale.ROOT) + "(" + (isDistinct ? "DISTINCT " : "")
        + operands + order + ")";
    return filter.map(condition -> call + " FILTER (WHERE " + condition + ")").orElse(call);
  }
}
