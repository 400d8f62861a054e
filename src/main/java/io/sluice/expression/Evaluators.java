package io.sluice.expression;

import java.util.List;

/** Makes the evaluator of each kind of expression. */
final class Evaluators {
  private Evaluators() {}

  static ExpressionEvaluator create(PhysicalExpression expression) {
    if (expression instanceof ColumnExpression column) {
      return new ColumnEvaluator(column.index());
    }
    if (expression instanceof LiteralExpression constant) {
      return new LiteralEvaluator(constant.literal());
    }
    if (expression instanceof ArithmeticExpression arithmetic) {
      return new ScalarEvaluator(
          arithmetic.type(), arithmetic.children(), ArithmeticKernels.create(arithmetic));
    }
    if (expression instanceof ComparisonExpression comparison) {
      return compare(comparison);
    }
    if (expression instanceof LogicalExpression logical) {
      return new LogicalEvaluator(logical.operator(), logical.operands());
    }
    if (expression instanceof NotExpression not) {
      return new NotEvaluator(not.operand());
    }
    if (expression instanceof IsNullExpression isNull) {
      return new IsNullEvaluator(isNull.operand(), isNull.negated());
    }
    throw new IllegalArgumentException(expression.toString());
  }

  private static ExpressionEvaluator compare(ComparisonExpression comparison) {
    PhysicalExpression left = comparison.left();
    PhysicalExpression right = comparison.right();
    return switch (comparison.operator()) {
      case IS_DISTINCT_FROM -> new NotEvaluator(notDistinct(left, right));
      case IS_NOT_DISTINCT_FROM -> notDistinct(left, right).newEvaluator();
      default ->
        new PredicateEvaluator(
            comparison.children(),
            ComparisonKernels.create(comparison.operator(), left.type(), right.type()));
    };
  }

  /** Both NULL, or both not NULL and equal. */
  private static PhysicalExpression notDistinct(PhysicalExpression left, PhysicalExpression right) {
    return new LogicalExpression(
        LogicalOperator.OR,
        List.of(
            new LogicalExpression(
                LogicalOperator.AND,
                List.of(
                    new IsNullExpression(left, true),
                    new IsNullExpression(right, true),
                    new ComparisonExpression(ComparisonOperator.EQUAL, left, right))),
            new LogicalExpression(
                LogicalOperator.AND,
                List.of(new IsNullExpression(left, false), new IsNullExpression(right, false)))));
  }
}
