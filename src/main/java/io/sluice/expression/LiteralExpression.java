package io.sluice.expression;

import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.List;

/** A constant. */
public record LiteralExpression(Literal literal) implements PhysicalExpression {
  @Override
  public DataType type() {
    return literal.type();
  }

  @Override
  public boolean isNullable() {
    return literal.isNull();
  }

  @Override
  public List<PhysicalExpression> children() {
    return List.of();
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return this;
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return literal.toString();
  }
}
