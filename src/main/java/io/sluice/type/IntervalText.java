package io.sluice.type;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads intervals from numbers with units and a time: {@code 1 year 2 months -3 days 04:05:06.7}, {@code 90 days}, {@code 1.5 hours}. */
public final class IntervalText {
  private static final Pattern PART = Pattern.compile(
      "\\s*(?:([+-]?)(\\d{1,9}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?|([+-]?\\d+(?:\\.\\d+)?)\\s*([A-Za-z]+))");

  private IntervalText() {}

  /**
   * The interval, or null when the text is none.
   *
   * @throws ArithmeticException when a part overflows
   */
  public static @Nullable Interval parse(String text) {
    String trimmed = text.strip();
    boolean isAgo = trimmed.toLowerCase(Locale.ROOT).endsWith(" ago");
    String parts = isAgo ? trimmed.substring(0, trimmed.length() - 4) : trimmed;
    Matcher part = PART.matcher(parts);
    Interval sum = Interval.ZERO;
    int position = 0;
    while (position < parts.length()) {
      part.region(position, parts.length());
      if (!part.lookingAt()) {
        return null;
      }
      Interval next = part.group(2) == null ? ofUnit(part.group(6), part.group(7)) : ofTime(part);
      if (next == null) {
        return null;
      }
      sum = sum.plus(next);
      position = part.end();
    }
    if (position == 0) {
      return null;
    }
    return isAgo ? sum.negated() : sum;
  }

  private static @Nullable Interval ofTime(Matcher part) {
    int minutes = Integer.parseInt(part.group(3));
    int seconds = part.group(4) == null ? 0 : Integer.parseInt(part.group(4));
    if (minutes > 59 || seconds > 59) {
      return null;
    }
    String digits = part.group(5) == null ? "" : part.group(5);
    long micros = Long.parseLong((digits + "000000").substring(0, 6));
    long total =
        ((Long.parseLong(part.group(2)) * 60 + minutes) * 60 + seconds) * Interval.MICROS_PER_SECOND
            + micros;
    return new Interval(0, 0, "-".equals(part.group(1)) ? -total : total);
  }

  private static @Nullable Interval ofUnit(String number, String unit) {
    Interval one = unit(unit.toLowerCase(Locale.ROOT));
    if (one == null) {
      return null;
    }
    if (number.indexOf('.') >= 0) {
      return one.times(Double.parseDouble(number));
    }
    try {
      return one.times(Long.parseLong(number));
    } catch (NumberFormatException tooLong) {
      throw new ArithmeticException("interval overflow");
    }
  }

  private static @Nullable Interval unit(String name) {
    return switch (name) {
      case "millennium", "millennia", "millenniums", "mil", "mils" -> new Interval(12_000, 0, 0);
      case "century", "centuries", "cent", "c" -> new Interval(1_200, 0, 0);
      case "decade", "decades", "dec", "decs" -> new Interval(120, 0, 0);
      case "year", "years", "yr", "yrs", "y" -> new Interval(12, 0, 0);
      case "quarter", "quarters" -> new Interval(3, 0, 0);
      case "month", "months", "mon", "mons" -> new Interval(1, 0, 0);
      case "week", "weeks", "w" -> new Interval(0, 7, 0);
      case "day", "days", "d" -> new Interval(0, 1, 0);
      case "hour", "hours", "hr", "hrs", "h" -> micros(3_600_000_000L);
      case "minute", "minutes", "min", "mins", "m" -> micros(60_000_000L);
      case "second", "seconds", "sec", "secs", "s" -> micros(1_000_000L);
      case "millisecond", "milliseconds", "ms", "msec", "msecs" -> micros(1_000L);
      case "microsecond", "microseconds", "us", "usec", "usecs" -> micros(1);
      default -> null;
    };
  }

  private static Interval micros(long count) {
    return new Interval(0, 0, count);
  }
}
