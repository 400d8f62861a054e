package io.sluice.expression;

/** The text of an expression inside another one. */
final class Operand {
  private Operand() {}

  /** In brackets where it is itself an operation between operands. */
  static String text(PhysicalExpression written) {
    PhysicalExpression expression =
        written instanceof LocatedExpression located ? located.expression() : written;
    boolean isOperation = expression instanceof ArithmeticExpression
        || expression instanceof ComparisonExpression
        || expression instanceof LogicalExpression
        || expression instanceof InListExpression
        || expression instanceof LikeExpression
        || expression instanceof IsNullExpression
        || expression instanceof NotExpression;
    return isOperation ? "(" + expression + ")" : expression.toString();
  }
}
