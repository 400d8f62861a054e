package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;
import java.util.stream.Collectors;

/** A call of a built-in scalar function; its arguments have the types that {@link BuiltinFunction} names. */
public record FunctionExpression(
    BuiltinFunction function, List<PhysicalExpression> arguments, DataType type)
    implements PhysicalExpression {
  public FunctionExpression {
    arguments = List.copyOf(arguments);
  }

  @Override
  public boolean isNullable() {
    return arguments.stream().anyMatch(PhysicalExpression::isNullable);
  }

  @Override
  public List<PhysicalExpression> children() {
    return arguments;
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new FunctionExpression(function, children, type);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return function.sqlName() + "("
        + arguments.stream().map(PhysicalExpression::toString).collect(Collectors.joining(", "))
        + ")";
  }
}
