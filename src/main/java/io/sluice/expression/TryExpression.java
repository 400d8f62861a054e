package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;

/** An expression that is NULL in the rows in which it cannot be computed from their values: what divides by zero, overflows, or takes no such argument or text. */
public record TryExpression(PhysicalExpression operand) implements PhysicalExpression {
  @Override
  public DataType type() {
    return operand.type();
  }

  @Override
  public boolean isNullable() {
    return true;
  }

  @Override
  public List<PhysicalExpression> children() {
    return List.of(operand);
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new TryExpression(children.get(0));
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return "TRY(" + operand + ")";
  }
}
