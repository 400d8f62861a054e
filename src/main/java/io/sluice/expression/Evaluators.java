package io.sluice.expression;

/** Makes the evaluator of each kind of expression. */
final class Evaluators {
  private Evaluators() {}

  static ExpressionEvaluator create(PhysicalExpression expression) {
    throw new UnsupportedOperationException(expression.toString());
  }
}
