package io.sluice.expression;

import static java.util.Objects.requireNonNull;

import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression that can fail, with its place in the statement, which its errors then tell. In all else it is as the expression itself: the place is not part of the
 * text, and expressions are equal wherever they were written.
 */
public final class LocatedExpression implements PhysicalExpression {
  private final PhysicalExpression expression;
  private final Position position;

  public LocatedExpression(PhysicalExpression expression, Position position) {
    this.expression = requireNonNull(expression, "expression");
    this.position = requireNonNull(position, "position");
  }

  /** The expression at a position; itself where it cannot fail or has a position already. */
  public static PhysicalExpression of(PhysicalExpression expression, Position position) {
    return canFail(expression) ? new LocatedExpression(expression, position) : expression;
  }

  private static boolean canFail(PhysicalExpression expression) {
    return expression instanceof ArithmeticExpression
        || expression instanceof CastExpression
        || expression instanceof FunctionExpression
        || expression instanceof NestedExpression
        || expression instanceof CallExpression;
  }

  public PhysicalExpression expression() {
    return expression;
  }

  public Position position() {
    return position;
  }

  @Override
  public DataType type() {
    return expression.type();
  }

  @Override
  public boolean isNullable() {
    return expression.isNullable();
  }

  @Override
  public List<PhysicalExpression> children() {
    return expression.children();
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new LocatedExpression(expression.withNewChildren(children), position);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    try {
      return new LocatedEvaluator(expression.newEvaluator(), position);
    } catch (SluiceException e) {
      throw e.position() == null ? e.at(position) : e;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LocatedExpression located && expression.equals(located.expression);
  }

  @Override
  public int hashCode() {
    return expression.hashCode();
  }

  @Override
  public String toString() {
    return expression.toString();
  }
}
