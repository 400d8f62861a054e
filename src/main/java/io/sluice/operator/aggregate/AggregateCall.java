package io.sluice.operator.aggregate;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.PhysicalExpression;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import java.util.Optional;

/**
 * One aggregate function over the rows of a group.
 *
 * @param argument over the input of the PARTIAL or SINGLE node; empty for COUNT(*) only. A FINAL node reads the states instead
 * @param filter a condition over the same input; rows for which it is not true are left out
 * @param type the result's type, see {@link AggregateFunction#resultType}
 * @param name the result column's name
 */
public record AggregateCall(
    AggregateFunction function,
    Optional<PhysicalExpression> argument,
    Optional<PhysicalExpression> filter,
    DataType type,
    String name) {
  public AggregateCall {
    requireNonNull(function, "function");
    requireNonNull(argument, "argument");
    requireNonNull(filter, "filter");
    requireNonNull(type, "type");
    requireNonNull(name, "name");
  }

  /** The result column. */
  Field toField() {
    return new Field(name, type, !function.isCount());
  }

  /** The argument; there is one for every function but COUNT(*). */
  PhysicalExpression requireArgument() {
    return argument.orElseThrow(
        () -> new IllegalArgumentException(function.sqlName() + " needs an argument"));
  }

  /** For instance {@code sum(x@1)} or {@code count(*) FILTER (WHERE x@1 < 3)}. */
  @Override
  public String toString() {
    String call = function.sqlName() + "(" + argument.map(Object::toString).orElse("*") + ")";
    return filter.map(condition -> call + " FILTER (WHERE " + condition + ")").orElse(call);
  }
}
