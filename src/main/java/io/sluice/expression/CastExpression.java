package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;

/** Converts a value to another type. A value that the type cannot hold is an error. */
public record CastExpression(PhysicalExpression operand, DataType type)
    implements PhysicalExpression {
  @Override
  public boolean isNullable() {
    return operand.isNullable();
  }

  @Override
  public List<PhysicalExpression> children() {
    return List.of(operand);
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new CastExpression(children.get(0), type);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return "CAST(" + operand + " AS " + type + ")";
  }
}
