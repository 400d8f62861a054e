package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;

/** Arithmetic between two numbers. INTEGER, BIGINT and DOUBLE operands have the result's type; DECIMAL operands are DECIMAL of any precision and scale, and
 * the result is rounded half up to its scale. Integer division truncates. Overflow and division by zero are errors. */
public record ArithmeticExpression(
    ArithmeticOperator operator, PhysicalExpression left, PhysicalExpression right, DataType type)
    implements PhysicalExpression {
  @Override
  public boolean isNullable() {
    return left.isNullable() || right.isNullable();
  }

  @Override
  public List<PhysicalExpression> children() {
    return List.of(left, right);
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new ArithmeticExpression(operator, children.get(0), children.get(1), type);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return Operand.text(left) + " " + operator.symbol() + " " + Operand.text(right);
  }
}
