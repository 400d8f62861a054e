package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;

/** IS NULL, or IS NOT NULL when negated. */
public record IsNullExpression(PhysicalExpression operand, boolean negated)
    implements PhysicalExpression {
  @Override
  public DataType type() {
    return DataType.BOOLEAN;
  }

  @Override
  public boolean isNullable() {
    return false;
  }

  @Override
  public List<PhysicalExpression> children() {
    return List.of(operand);
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new IsNullExpression(children.get(0), negated);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return Operand.text(operand) + (negated ? " IS NOT NULL" : " IS NULL");
  }
}
