package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;

/** A column of the input. */
public record ColumnExpression(String name, int index, DataType type, boolean isNullable)
    implements PhysicalExpression {
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
    return name + "@" + index;
  }
}
