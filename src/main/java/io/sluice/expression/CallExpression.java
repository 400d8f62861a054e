package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A call of a function of the registry. Calls are equal when name, arguments and type are: the implementation follows from them. */
public final class CallExpression implements PhysicalExpression {
  private final String name;
  private final ScalarImplementation implementation;
  private final List<PhysicalExpression> arguments;

  /**
   * Makes a call.
   *
   * @param name the function's name in the registry
   * @param arguments of exactly the implementation's parameter types
   */
  public CallExpression(
      String name, ScalarImplementation implementation, List<PhysicalExpression> arguments) {
    this.name = name;
    this.implementation = implementation;
    this.arguments = List.copyOf(arguments);
    List<DataType> types = arguments.stream().map(PhysicalExpression::type).toList();
    if (!types.equals(implementation.parameterTypes())) {
      throw new IllegalArgumentException(
          name + " takes " + implementation.parameterTypes() + ", but got " + types);
    }
  }

  public String name() {
    return name;
  }

  public ScalarImplementation implementation() {
    return implementation;
  }

  @Override
  public DataType type() {
    return implementation.resultType();
  }

  @Override
  public boolean isNullable() {
    return implementation.nulls() != ScalarImplementation.Nulls.STRICT
        || arguments.stream().anyMatch(PhysicalExpression::isNullable);
  }

  @Override
  public List<PhysicalExpression> children() {
    return arguments;
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new CallExpression(name, implementation, children);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallExpression call
        && name.equals(call.name)
        && type().equals(call.type())
        && arguments.equals(call.arguments);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, arguments);
  }

  @Override
  public String toString() {
    return name + "("
        + arguments.stream().map(PhysicalExpression::toString).collect(Collectors.joining(", "))
        + ")";
  }
}
