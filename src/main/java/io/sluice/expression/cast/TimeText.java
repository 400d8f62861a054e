package io.sluice.expression.cast;

import io.sluice.expression.kernel.CivilDate;
import org.jspecify.annotations.Nullable;

/**
 * A day, with or without a time of day, read from {@code yyyy-MM-dd[ HH:mm[:ss[.fffffffff]][+hh[:mm]]]}. A T may stand for the blank, Z for +00:00, slashes for
 * the hyphens; month, day and hour may have one digit; a year with a sign may have more digits than four. Digits behind the ninth of the fraction are cut off.
 *
 * @param offsetSeconds what the text's clock is ahead of UTC; 0 where it does not say
 * @param hasOffset whether it says so
 */
record TimeText(
    long epochDay, boolean hasTime, long nanosOfDay, int offsetSeconds, boolean hasOffset) {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
  private static final int MAX_YEAR = 999_999;
  private static final int FRACTION_DIGITS = 9;

  /**
   * The moment, in UTC where the text names an offset.
   *
   * @throws ArithmeticException when the time does not fit
   */
  long epochMicros() {
    return Math.addExact(
        Math.multiplyExact(epochDay, MICROS_PER_DAY),
        nanosOfDay / 1_000 - offsetSeconds * 1_000_000L);
  }

  /** What the clock shows: an offset is read and left aside. */
  long clockMicros() {
    return Math.addExact(Math.multiplyExact(epochDay, MICROS_PER_DAY), nanosOfDay / 1_000);
  }

  /** As {@link #clockMicros}, in nanoseconds. */
  long clockNanos() {
    return Math.addExact(Math.multiplyExact(epochDay, NANOS_PER_DAY), nanosOfDay);
  }

  /** The time, or null when the text is none. */
  static @Nullable TimeText parse(byte[] text, int from, int to) {
    return new Reader(text, from, to).dateTime();
  }

  /** Nanoseconds from midnight of {@code HH:mm[:ss[.fffffffff]]}, or -1. */
  static long nanosOfDay(byte[] text, int from, int to) {
    Reader reader = new Reader(text, from, to);
    long nanos = reader.timeOfDay();
    if (reader.position == to) {
      return nanos;
    }
    // The time of a date and time.
    TimeText time = parse(text, from, to);
    return time == null ? -1 : time.nanosOfDay;
  }

  /** Reads a text from its beginning to its end. */
  private static final class Reader {
    private final byte[] text;
    private final int end;
    private int position;

    Reader(byte[] text, int from, int to) {
      this.text = text;
      this.position = from;
      this.end = to;
    }

    @Nullable
    TimeText dateTime() {
      boolean isNegative = at('-');
      boolean isSigned = isNegative || at('+');
      position += isSigned ? 1 : 0;
      int start = position;
      int year = 0;
      while (position < end && isDigit(text[position]) && year <= MAX_YEAR) {
        year = year * 10 + text[position++] - '0';
      }
      int yearDigits = position - start;
      boolean isYear = isSigned ? yearDigits >= 4 : yearDigits == 4;
      char separator = at('/') ? '/' : '-';
      int month = isYear ? number(separator) : -1;
      int day = month < 1 || month > 12 ? -1 : number(separator);
      int signedYear = isNegative ? -year : year;
      if (day < 1 || day > CivilDate.daysInMonth(signedYear, month)) {
        return null;
      }
      long epochDay = CivilDate.epochDay(signedYear, month, day);
      if (position == end) {
        return new TimeText(epochDay, false, 0, 0, false);
      }
      if (!at(' ') && !at('T')) {
        return null;
      }
      position++;
      long nanos = timeOfDay();
      int timeEnd = position;
      int offset = nanos < 0 ? 0 : offset();
      return nanos < 0 || position != end
          ? null
          : new TimeText(epochDay, true, nanos, offset, timeEnd < end);
    }

    /** Nanoseconds from midnight, or -1. */
    long timeOfDay() {
      int hour = digits(1, 2);
      int minute = hour < 0 || hour > 23 ? -1 : number(':');
      if (minute < 0 || minute > 59) {
        return -1;
      }
      int second = 0;
      long fraction = 0;
      if (at(':')) {
        second = number(':');
        if (second < 0 || second > 59) {
          return -1;
        }
        if (at('.')) {
          position++;
          fraction = fraction();
          if (fraction < 0) {
            return -1;
          }
        }
      }
      return ((hour * 60L + minute) * 60 + second) * NANOS_PER_SECOND + fraction;
    }

    private long fraction() {
      int start = position;
      long nanos = 0;
      while (position < end && isDigit(text[position])) {
        if (position - start < FRACTION_DIGITS) {
          nanos = nanos * 10 + text[position] - '0';
        }
        position++;
      }
      for (int i = position - start; i < FRACTION_DIGITS; i++) {
        nanos *= 10;
      }
      return position == start ? -1 : nanos;
    }

    /** Seconds of {@code Z}, {@code UTC}, {@code +hh}, {@code +hhmm} or {@code +hh:mm}; stays where it is when there is none of them. */
    private int offset() {
      if (at(' ') && position + 1 < end) {
        position++;
      }
      if (at('Z') || at('z')) {
        position++;
        return 0;
      }
      if (position + 3 <= end
          && new String(text, position, 3, java.nio.charset.StandardCharsets.ISO_8859_1)
              .equalsIgnoreCase("UTC")) {
        position += 3;
        return 0;
      }
      if (!at('+') && !at('-')) {
        return 0;
      }
      int sign = text[position++] == '-' ? -1 : 1;
      int hours = digits(1, 2);
      int minutes = 0;
      if (position < end && hours >= 0) {
        minutes = at(':') ? number(':') : digits(2, 2);
      }
      if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
        position = -1;
        return 0;
      }
      return sign * (hours * 60 + minutes) * 60;
    }

    /** The number of one or two digits behind a separator, or -1. */
    private int number(char separator) {
      if (!at(separator)) {
        return -1;
      }
      position++;
      return digits(1, 2);
    }

    private int digits(int least, int most) {
      int value = 0;
      int count = 0;
      while (count < most && position < end && isDigit(text[position])) {
        value = value * 10 + text[position++] - '0';
        count++;
      }
      return count < least ? -1 : value;
    }

    private boolean at(char character) {
      return position >= 0 && position < end && text[position] == character;
    }
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
