package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;

/** A cast that gives NULL for a value that does not fit. */
public record TryCastExpression(PhysicalExpression operand, DataType type)
    implements PhysicalExpression {
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
    return new TryCastExpression(children.get(0), type);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return "TRY_CAST(" + operand + " AS " + type + ")";
  }
}
