package io.sluice.operator.join;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.PhysicalExpression;

/**
 * An equality that joined rows fulfil. Both sides have one type.
 *
 * @param left over the left input
 * @param right over the right input
 */
public record JoinKey(PhysicalExpression left, PhysicalExpression right) {
  public JoinKey {
    requireNonNull(left, "left");
    requireNonNull(right, "right");
    if (!left.type().equals(right.type())) {
      throw new IllegalArgumentException(
          "join key of " + left.type() + " and " + right.type() + ": cast one side first");
    }
  }

  @Override
  public String toString() {
    return "(" + left + ", " + right + ")";
  }
}
