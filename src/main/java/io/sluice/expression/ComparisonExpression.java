package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;

/** Compares two values of one type; two DECIMALs may differ in precision and scale. */
public record ComparisonExpression(
    ComparisonOperator operator, PhysicalExpression left, PhysicalExpression right)
    implements PhysicalExpression {
  @Override
  public DataType type() {
    return DataType.BOOLEAN;
  }

  @Override
  public boolean isNullable() {
    return switch (operator) {
      case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> false;
      default -> left.isNullable() || right.isNullable();
    };
  }

  @Override
  public List<PhysicalExpression> children() {
    return List.of(left, right);
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new ComparisonExpression(operator, children.get(0), children.get(1));
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
