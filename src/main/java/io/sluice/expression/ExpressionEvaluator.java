package io.sluice.expression;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Computes one expression batch after batch, in vectors of its own that it uses again. Owned by one driver.
 */
public interface ExpressionEvaluator {
  /**
   * The values of the expression.
   *
   * @param batch the input; its own selection is ignored in favour of {@code rows}
   * @param rows the rows to compute, in ascending order, or null for all rows of the batch's vectors
   * @param count how many of {@code rows} count; the batch's length when {@code rows} is null
   * @return a vector as long as the batch's vectors, defined at the computed rows only, valid until the next call; it may be a column of the
   *     batch itself
   * @throws io.sluice.error.SluiceException when a computed row has no result, for instance by overflow; rows that are not asked for never
   *     fail
   */
  Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count);

  /**
   * The rows for which a BOOLEAN expression is true; false and NULL rows fall out.
   *
   * @param output takes the selected rows in ascending order; at least {@code count} long; must not be {@code rows}
   * @return how many rows were selected
   */
  int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output);

  /** Gives away the vectors handed out so far: somebody retained them. The next evaluation makes new ones. */
  void detach();
}
