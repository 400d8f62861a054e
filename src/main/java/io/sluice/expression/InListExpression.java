package io.sluice.expression;

import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a value is among some constants of its type; NULL where the value is, or where it is not found and the list holds a NULL. */
public record InListExpression(PhysicalExpression operand, List<Literal> values, boolean negated)
    implements PhysicalExpression {
  public InListExpression {
    values = List.copyOf(values);
  }

  @Override
  public DataType type() {
    return DataType.BOOLEAN;
  }

  @Override
  public boolean isNullable() {
    return operand.isNullable() || values.stream().anyMatch(Literal::isNull);
  }

  @Override
  public List<PhysicalExpression> children() {
    return List.of(operand);
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new InListExpression(children.get(0), values, negated);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return Operand.text(operand) + (negated ? " NOT IN (" : " IN (")
        + values.stream().map(Literal::toString).collect(Collectors.joining(", ")) + ")";
  }
}
