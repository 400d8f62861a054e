package io.sluice.sql.optimizer;

import org.apache.calcite.rex.RexNode;

/**
 * A conjunct over two relations of a {@link JoinGraph} or more that no {@link EqualityClass} stands for.
 *
 * @param left the relations of the left operand of an equality, otherwise 0
 * @param right the relations of the right operand of an equality, otherwise 0
 */
record JoinCondition(
    RexNode expression, long relations, long left, long right, double selectivity) {
  boolean isWithin(long set) {
    return (relations & ~set) == 0;
  }

  /** Whether each side has one operand of the equality. */
  boolean isEquality(long one, long other) {
    return left != 0
        && right != 0
        && ((left & ~one) == 0 && (right & ~other) == 0
            || (left & ~other) == 0 && (right & ~one) == 0);
  }
}
