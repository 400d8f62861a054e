package io.sluice.type;

/**
 * A span of time. Months, days and microseconds are kept apart, since a month has no fixed number of days and a day no fixed number of hours; to
 * compare, a month counts as 30 days and a day as 24 hours, as PostgreSQL and DuckDB have it. Equality of this class is that of the three parts.
 */
public record Interval(int months, int days, long micros) implements Comparable<Interval> {
  public static final Interval ZERO = new Interval(0, 0, 0);

  public static final long MICROS_PER_SECOND = 1_000_000L;
  public static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

  private static final int DAYS_PER_MONTH = 30;
  private static final int MONTHS_PER_YEAR = 12;

  /** The high word of the length in microseconds, of 128 bits in all. */
  public long lengthHigh() {
    long wholeDays = (long) months * DAYS_PER_MONTH + days;
    long low = wholeDays * MICROS_PER_DAY;
    long carry = Long.compareUnsigned(low + micros, low) < 0 ? 1 : 0;
    return Math.multiplyHigh(wholeDays, MICROS_PER_DAY) + (micros >> 63) + carry;
  }

  /** The low word of the length in microseconds. */
  public long lengthLow() {
    return ((long) months * DAYS_PER_MONTH + days) * MICROS_PER_DAY + micros;
  }

  /** @throws ArithmeticException when a part overflows */
  public Interval plus(Interval other) {
    return new Interval(
        Math.addExact(months, other.months),
        Math.addExact(days, other.days),
        Math.addExact(micros, other.micros));
  }

  /** @throws ArithmeticException when a part overflows */
  public Interval negated() {
    return new Interval(Math.negateExact(months), Math.negateExact(days), Math.negateExact(micros));
  }

  /** @throws ArithmeticException when a part overflows */
  public Interval times(long factor) {
    return new Interval(
        Math.toIntExact(Math.multiplyExact(months, factor)),
        Math.toIntExact(Math.multiplyExact(days, factor)),
        Math.multiplyExact(micros, factor));
  }

  /**
   * The product with a number that need not be whole: fractions of a month become days, those of a day microseconds.
   *
   * @throws ArithmeticException when a part overflows
   */
  public Interval times(double factor) {
    double newMonths = months * factor;
    double wholeMonths = truncated(newMonths);
    double newDays = days * factor + (newMonths - wholeMonths) * DAYS_PER_MONTH;
    double wholeDays = truncated(nearWhole(newDays));
    double newMicros = Math.rint(micros * factor + (newDays - wholeDays) * MICROS_PER_DAY);
    if (!(Math.abs(newMicros) < 0x1p63)
        || !(Math.abs(wholeDays) < 0x1p31)
        || !(Math.abs(wholeMonths) < 0x1p31)) {
      throw new ArithmeticException("interval overflow");
    }
    return new Interval((int) wholeMonths, (int) wholeDays, (long) newMicros);
  }

  private static double truncated(double value) {
    return value < 0 ? Math.ceil(value) : Math.floor(value);
  }

  /** Keeps 29.999999999 from losing a day. */
  private static double nearWhole(double value) {
    double whole = Math.rint(value);
    return Math.abs(value - whole) < 1e-9 ? whole : value;
  }

  @Override
  public int compareTo(Interval other) {
    int order = Long.compare(lengthHigh(), other.lengthHigh());
    return order != 0 ? order : Long.compareUnsigned(lengthLow(), other.lengthLow());
  }

  /** For instance {@code 1 year 2 months 3 days 04:05:06.789}; {@code 00:00:00} when all is 0. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, months / MONTHS_PER_YEAR, "year");
    append(text, months % MONTHS_PER_YEAR, "month");
    append(text, days, "day");
    if (micros != 0 || text.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ");
      appendTime(text);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int count, String unit) {
    if (count != 0) {
      text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
      text.append(Math.abs(count) == 1 ? "" : "s");
    }
  }

  private void appendTime(StringBuilder text) {
    if (micros < 0) {
      text.append('-');
    }
    long seconds = Math.abs(micros / MICROS_PER_SECOND);
    long fraction = Math.abs(micros % MICROS_PER_SECOND);
    TimeFormat.appendTwoDigits(text, seconds / 3600).append(':');
    TimeFormat.appendTwoDigits(text, seconds / 60 % 60).append(':');
    TimeFormat.appendTwoDigits(text, seconds % 60);
    TimeFormat.appendFraction(text, fraction, 6);
  }
}
