package io.sluice.expression;

/**
 * The built-in scalar functions. NULL in, NULL out. The name on the wire is {@link #name()}.
 *
 * <p>N is any numeric type, T a DATE or TIMESTAMP.
 */
public enum BuiltinFunction {
  /** (N) → N. */
  NEGATE("-"),
  /** (N) → N. */
  ABS("abs"),
  /** (N) → N; DOUBLE stays DOUBLE, DECIMAL becomes DECIMAL of scale 0. */
  FLOOR("floor"),
  /** As FLOOR. */
  CEIL("ceil"),
  /** (N, INTEGER digits) → N, half away from zero. */
  ROUND("round"),
  /** (DOUBLE) → DOUBLE. A negative argument is an error. */
  SQRT("sqrt"),
  /** (VARCHAR) → VARCHAR. */
  LOWER("lower"),
  /** (VARCHAR) → VARCHAR. */
  UPPER("upper"),
  /** (VARCHAR) → VARCHAR: blanks off both ends. */
  TRIM("trim"),
  /** (VARCHAR) → INTEGER: code points. */
  CHAR_LENGTH("char_length"),
  /** (VARCHAR, INTEGER from 1, INTEGER count) or (VARCHAR, INTEGER from 1) → VARCHAR, by code points: a negative start counts from the end, a negative count backwards. */
  SUBSTRING("substring"),
  /** (VARCHAR, VARCHAR) → VARCHAR: ||. */
  CONCAT("concat"),
  /** (VARCHAR needle, VARCHAR haystack) → INTEGER: from 1, 0 when absent. */
  POSITION("position"),
  /** (VARCHAR, VARCHAR search, VARCHAR replacement) → VARCHAR. */
  REPLACE("replace"),
  /** (T) → BIGINT. */
  EXTRACT_YEAR("extract_year"),
  EXTRACT_QUARTER("extract_quarter"),
  EXTRACT_MONTH("extract_month"),
  EXTRACT_DAY("extract_day"),
  /** (T) → BIGINT: 0 is Sunday. */
  EXTRACT_DAY_OF_WEEK("extract_dow"),
  EXTRACT_DAY_OF_YEAR("extract_doy"),
  EXTRACT_HOUR("extract_hour"),
  EXTRACT_MINUTE("extract_minute"),
  EXTRACT_SECOND("extract_second"),
  /** (T, BIGINT months) → T: the day is cut to the month's last. */
  ADD_MONTHS("add_months"),
  /** (T, BIGINT days) → T. */
  ADD_DAYS("add_days"),
  /** (TIMESTAMP, BIGINT microseconds) → TIMESTAMP. */
  ADD_MICROS("add_micros"),
  /** (DATE, DATE) → BIGINT: days from the second to the first. */
  DAYS_BETWEEN("days_between"),
  /** (T or TIME, INTERVAL) → T. */
  ADD_INTERVAL("add_interval"),
  /** (T or TIME, T or TIME) → INTERVAL: from the second to the first. */
  INTERVAL_BETWEEN("interval_between"),
  /** (INTERVAL, INTERVAL) → INTERVAL. */
  INTERVAL_PLUS("interval_plus"),
  /** (INTERVAL) → INTERVAL. */
  INTERVAL_NEGATE("interval_negate"),
  /** (INTERVAL, DOUBLE) → INTERVAL. */
  INTERVAL_TIMES("interval_times"),
  /** (INTERVAL, DOUBLE) → INTERVAL. */
  INTERVAL_DIVIDE("interval_divide"),
  /** (INTERVAL) → DECIMAL(38, 0): the microseconds by which intervals are compared. */
  INTERVAL_LENGTH("interval_length");

  private final String sqlName;

  BuiltinFunction(String sqlName) {
    this.sqlName = sqlName;
  }

  /** As it is written in plans. */
  public String sqlName() {
    return sqlName;
  }
}
