package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;
import java.util.stream.Collectors;

/** AND or OR of at least two conditions. Later operands are computed only for rows that the earlier ones leave open. */
public record LogicalExpression(LogicalOperator operator, List<PhysicalExpression> operands)
    implements PhysicalExpression {
  public LogicalExpression {
    operands = List.copyOf(operands);
  }

  @Override
  public DataType type() {
    return DataType.BOOLEAN;
  }

  @Override
  public boolean isNullable() {
    return operands.stream().anyMatch(PhysicalExpression::isNullable);
  }

  @Override
  public List<PhysicalExpression> children() {
    return operands;
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new LogicalExpression(operator, children);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    return operands.stream()
        .map(Operand::text)
        .collect(Collectors.joining(" " + operator.symbol() + " "));
  }
}
