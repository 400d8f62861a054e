package io.sluice.operator.window;

import java.util.Locale;

/** The built-in functions over the rows of a window partition. */
public enum WindowFunction {
  ROW_NUMBER,
  RANK,
  DENSE_RANK,
  PERCENT_RANK,
  CUME_DIST,
  /** Argument: the number of buckets. */
  NTILE,
  /** Arguments: the value, how many rows before, and the value where there is no such row. */
  LAG,
  /** Arguments: the value, how many rows behind, and the value where there is no such row. */
  LEAD,
  FIRST_VALUE,
  LAST_VALUE,
  /** Arguments: the value, and which row of the frame, from 1 on. */
  NTH_VALUE,
  /** Counts rows without an argument, else values. */
  COUNT,
  /** Of BIGINT, DECIMAL or DOUBLE; NULL for a frame without a value. */
  SUM,
  /** Of BIGINT, DECIMAL or DOUBLE; NULL for a frame without a value. */
  AVG,
  MIN,
  MAX,
  /** Another aggregate function, see {@link WindowCall#aggregate()}. */
  AGGREGATE;

  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the function looks at the rows of a frame, in contrast to those that look at the whole partition. */
  public boolean hasFrame() {
    return switch (this) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE, LAG, LEAD -> false;
      case FIRST_VALUE, LAST_VALUE, NTH_VALUE, COUNT, SUM, AVG, MIN, MAX, AGGREGATE -> true;
    };
  }

  /** Whether every row has a result. */
  boolean isNeverNull() {
    return switch (this) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, COUNT -> true;
      case NTILE, LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE, SUM, AVG, MIN, MAX, AGGREGATE ->
        false;
    };
  }
}
