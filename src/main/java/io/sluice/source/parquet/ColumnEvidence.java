package io.sluice.source.parquet;

import io.sluice.expression.ComparisonOperator;

/** What is known of the values of one column in some rows. It may answer "may" for anything. */
interface ColumnEvidence {
  /**
   * Whether a value of the column may be in that relation to a constant.
   *
   * @param constant of the kind of the column's type, in the form of {@link io.sluice.type.Literal#value()}
   */
  boolean mayMatch(ComparisonOperator operator, Object constant);

  /** Whether there may be a NULL. */
  boolean mayBeNull();

  /** Whether there may be a value. */
  boolean mayBeValue();
}
