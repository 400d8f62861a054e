package io.sluice.expression;

import static java.util.Objects.requireNonNull;

import io.sluice.type.Field;

/** An expression and the name of the column it becomes: {@code number@0 as number}. */
public record NamedExpression(PhysicalExpression expression, String name) {
  public NamedExpression {
    requireNonNull(expression, "expression");
    requireNonNull(name, "name");
  }

  /** The column as its reader sees it. */
  public Field toField() {
    return new Field(name, expression.type(), expression.isNullable());
  }

  @Override
  public String toString() {
    return expression + " as " + name;
  }
}
