package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;

/** LIKE with a constant pattern. {@code escape} is the character that takes the meaning from % and _, or empty. */
public record LikeExpression(
    PhysicalExpression operand, String pattern, String escape, boolean negated)
    implements PhysicalExpression {
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
    return new LikeExpression(children.get(0), pattern, escape, negated);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return Operand.text(operand) + (negated ? " NOT LIKE " : " LIKE ") + pattern;
  }
}
