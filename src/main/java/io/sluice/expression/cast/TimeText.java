package io.sluice.expression.cast;

import io.sluice.expression.kernel.CivilDate;
import org.jspecify.annotations.Nullable;

/**
 * A day, with or without a time of day, read from {@code yyyy-MM-dd[ HH:mm[:ss[.ffffff]]]}; a T may stand for the blank, and a
 * year with a sign may have more digits.
 */
record TimeText(long epochDay, boolean hasTime, long microsOfDay) {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int MAX_YEAR = 999_999;

  /**
   * @throws ArithmeticException when the time does not fit
   */
  long epochMicros() {
    return Math.addExact(Math.multiplyExact(epochDay, MICROS_PER_DAY), microsOfDay);
  }

  /** The time, or null when the text is none. */
  static @Nullable TimeText parse(byte[] text, int from, int to) {
    boolean isNegative = from < to && text[from] == '-';
    boolean isSigned = from < to && (isNegative || text[from] == '+');
    int start = isSigned ? from + 1 : from;
    int position = start;
    int year = 0;
    while (position < to && isDigit(text[position]) && year <= MAX_YEAR) {
      year = year * 10 + text[position++] - '0';
    }
    int month = twoDigits(text, position, to, '-');
    int day = twoDigits(text, position + 3, to, '-');
    int yearDigits = position - start;
    boolean isYear = isSigned ? yearDigits >= 4 : yearDigits == 4;
    if (!isYear || month < 1 || month > 12 || day < 1) {
      return null;
    }
    int signedYear = isNegative ? -year : year;
    if (day > CivilDate.daysInMonth(signedYear, month)) {
      return null;
    }
    long epochDay = CivilDate.epochDay(signedYear, month, day);
    int end = position + 6;
    if (end == to) {
      return new TimeText(epochDay, false, 0);
    }
    long micros = microsOfDay(text, end, to);
    return micros < 0 ? null : new TimeText(epochDay, true, micros);
  }

  /** The time of day behind the date, or -1. */
  private static long microsOfDay(byte[] text, int from, int to) {
    char separator = text[from] == 'T' ? 'T' : ' ';
    int hour = twoDigits(text, from, to, separator);
    int minute = twoDigits(text, from + 3, to, ':');
    int position = from + 6;
    int second = 0;
    long fraction = 0;
    if (position < to) {
      second = twoDigits(text, position, to, ':');
      position += 3;
      if (position < to) {
        fraction = fraction(text, position, to);
      }
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return -1;
    }
    if (second < 0 || second > 59 || fraction < 0) {
      return -1;
    }
    return ((hour * 60L + minute) * 60 + second) * 1_000_000 + fraction;
  }

  /** Microseconds from a point and one to six digits, or -1. */
  private static long fraction(byte[] text, int from, int to) {
    int digits = to - from - 1;
    if (text[from] != '.' || digits < 1 || digits > 6) {
      return -1;
    }
    long micros = 0;
    for (int i = 1; i <= 6; i++) {
      if (i <= digits && !isDigit(text[from + i])) {
        return -1;
      }
      micros = micros * 10 + (i <= digits ? text[from + i] - '0' : 0);
    }
    return micros;
  }

  /** The number of two digits behind a separator, or -1. */
  private static int twoDigits(byte[] text, int from, int to, char separator) {
    if (from + 3 > to
        || text[from] != separator
        || !isDigit(text[from + 1])
        || !isDigit(text[from + 2])) {
      return -1;
    }
    return (text[from + 1] - '0') * 10 + text[from + 2] - '0';
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
