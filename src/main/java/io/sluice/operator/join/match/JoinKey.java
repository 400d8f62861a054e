package io.sluice.operator.join.match;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.PhysicalExpression;

/**
 * An equality that joined rows fulfil. Both sides have one type.
 *
 * @param left over the left input
 * @param right over the right input
 * @param isNullEqual whether NULL equals NULL; otherwise it equals nothing
 */
public record JoinKey(PhysicalExpression left, PhysicalExpression right, boolean isNullEqual) {
  public JoinKey {
    requireNonNull(left, "left");
    requireNonNull(right, "right");
    if (!left.type().equals(right.type())) {
      throw new IllegalArgumentException(
          "join key of " + left.type() + " and " + right.type() + ": cast one side first");
    }
  }

  /** An equality that no NULL fulfils. */
  public JoinKey(PhysicalExpression left, PhysicalExpression right) {
    this(left, right, false);
  }

  /** The same for inputs that changed places. */
  public JoinKey swap() {
    return new JoinKey(right, left, isNullEqual);
  }

  @Override
  public String toString() {
    return isNullEqual
        ? "(" + left + " IS NOT DISTINCT FROM " + right + ")"
        : "(" + left + ", " + right + ")";
  }
}
