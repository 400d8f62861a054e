package io.sluice.expression.series;

/** A place in a series. Owned by one driver. */
public interface SeriesCursor {
  /**
   * Writes the values that follow to the beginning of an array.
   *
   * @param limit how many at most, positive
   * @return how many were written; less than the limit only at the end
   */
  int next(long[] values, int limit);
}
