package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;
import java.util.stream.Collectors;

/** A call of a function of nested values; its arguments have the types that {@link NestedFunction} names. */
public record NestedExpression(
    NestedFunction function, List<PhysicalExpression> arguments, DataType type)
    implements PhysicalExpression {
  public NestedExpression {
    arguments = List.copyOf(arguments);
  }

  @Override
  public boolean isNullable() {
    return !function.isConstructor();
  }

  @Override
  public List<PhysicalExpression> children() {
    return arguments;
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new NestedExpression(function, children, type);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return function.sqlName()
        + arguments.stream()
            .map(PhysicalExpression::toString)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
