package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;

/** NOT of a condition. */
public record NotExpression(PhysicalExpression operand) implements PhysicalExpression {
  @Override
  public DataType type() {
    return DataType.BOOLEAN;
  }

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
    return new NotExpression(children.get(0));
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return "NOT " + Operand.text(operand);
  }
}
