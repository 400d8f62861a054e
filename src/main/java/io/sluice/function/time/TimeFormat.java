package io.sluice.function.time;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Formats of C's strftime as formatters of the Java platform. Texts are read forgivingly: a number between other characters may have fewer digits than are written. Thread-safe.
 */
final class TimeFormat {
  private static final int MAX_REMEMBERED = 256;
  private static final int MAX_FRACTION_DIGITS = 9;
  private static final Map<String, TimeFormat> REMEMBERED = new ConcurrentHashMap<>();

  /** Specifiers that stand for several others. */
  private static final Map<Character, String> SHORT_FORMS = Map.of(
      'F', "%Y-%m-%d",
      'T', "%H:%M:%S",
      'D', "%m/%d/%y",
      'R', "%H:%M",
      'c', "%Y-%m-%d %H:%M:%S",
      'x', "%Y-%m-%d",
      'X', "%H:%M:%S");

  private static final Map<Long, String> DAYS_FROM_SUNDAY =
      Map.of(1L, "1", 2L, "2", 3L, "3", 4L, "4", 5L, "5", 6L, "6", 7L, "0");

  private final String format;
  private final DateTimeFormatter formatter;
  private final DateTimeFormatter parser;

  private TimeFormat(String format) {
    this.format = format;
    String expanded = expand(format);
    formatter = make(expanded, false).toFormatter(Locale.ENGLISH);
    parser = withDefaults(make(expanded, true), expanded)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  static String format(LocalDateTime time, String format) {
    return of(format).formatter.format(time);
  }

  static LocalDateTime parse(String text, String format) {
    try {
      return LocalDateTime.parse(text, of(format).parser);
    } catch (DateTimeException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no time in the format '%s'".formatted(text, format),
          e);
    }
  }

  private static TimeFormat of(String format) {
    TimeFormat known = REMEMBERED.get(format);
    if (known != null) {
      return known;
    }
    TimeFormat made = new TimeFormat(format);
    if (REMEMBERED.size() < MAX_REMEMBERED) {
      REMEMBERED.put(format, made);
    }
    return made;
  }

  private static String expand(String format) {
    StringBuilder expanded = new StringBuilder();
    for (int place = 0; place < format.length(); place++) {
      char c = format.charAt(place);
      boolean isSpecifier = c == '%' && place + 1 < format.length();
      char specifier = isSpecifier ? format.charAt(++place) : c;
      String longForm = isSpecifier ? SHORT_FORMS.get(specifier) : null;
      expanded.append(longForm != null ? longForm : isSpecifier ? "%" + specifier : "" + c);
    }
    return expanded.toString();
  }

  private DateTimeFormatterBuilder make(String expanded, boolean isForgiving) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    boolean isBehindSpecifier = false;
    int place = 0;
    while (place < expanded.length()) {
      char c = expanded.charAt(place++);
      if (c != '%') {
        builder.appendLiteral(c);
        isBehindSpecifier = false;
        continue;
      }
      boolean isShort = place < expanded.length() && expanded.charAt(place) == '-';
      place += isShort ? 1 : 0;
      if (place >= expanded.length()) {
        throw wrong("it ends in %");
      }
      boolean isAlone = !isBehindSpecifier
          && (place + 1 == expanded.length() || expanded.charAt(place + 1) != '%');
      append(builder, expanded.charAt(place++), isShort || isForgiving && isAlone, isForgiving);
      isBehindSpecifier = true;
    }
    return builder;
  }

  /** What a text does not tell is the beginning of 1900. */
  private static DateTimeFormatterBuilder withDefaults(
      DateTimeFormatterBuilder builder, String format) {
    String specifiers = format.replace("%-", "%");
    if (!hasAny(specifiers, "YyG")) {
      builder.parseDefaulting(ChronoField.YEAR, 1900);
    }
    if (!hasAny(specifiers, "jVUW")) {
      if (!hasAny(specifiers, "mbhB")) {
        builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
      }
      if (!hasAny(specifiers, "d")) {
        builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
      }
    }
    if (!hasAny(specifiers, "HI")) {
      builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
    }
    if (hasAny(specifiers, "I") && !hasAny(specifiers, "p")) {
      builder.parseDefaulting(ChronoField.AMPM_OF_DAY, 0);
    }
    if (!hasAny(specifiers, "M")) {
      builder.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0);
    }
    if (!hasAny(specifiers, "S")) {
      builder.parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0);
    }
    return builder;
  }

  private static boolean hasAny(String format, String specifiers) {
    return specifiers.chars().anyMatch(c -> format.contains("%" + (char) c));
  }

  private SluiceException wrong(String why) {
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT, "'%s' is no format of a time: %s".formatted(format, why));
  }

  private void append(
      DateTimeFormatterBuilder builder, char specifier, boolean isShort, boolean isForgiving) {
    switch (specifier) {
      case 'Y' -> builder.appendValue(ChronoField.YEAR, 4, 9, SignStyle.NORMAL);
      case 'y' -> builder.appendValueReduced(ChronoField.YEAR, 2, 2, 1970);
      case 'm' -> number(builder, ChronoField.MONTH_OF_YEAR, isShort, 2);
      case 'd' -> number(builder, ChronoField.DAY_OF_MONTH, isShort, 2);
      case 'H' -> number(builder, ChronoField.HOUR_OF_DAY, isShort, 2);
      case 'I' -> number(builder, ChronoField.CLOCK_HOUR_OF_AMPM, isShort, 2);
      case 'M' -> number(builder, ChronoField.MINUTE_OF_HOUR, isShort, 2);
      case 'S' -> number(builder, ChronoField.SECOND_OF_MINUTE, isShort, 2);
      case 'j' -> number(builder, ChronoField.DAY_OF_YEAR, isShort, 3);
      case 'f' -> fraction(builder, 6, isForgiving);
      case 'g' -> fraction(builder, 3, isForgiving);
      case 'n' -> fraction(builder, MAX_FRACTION_DIGITS, isForgiving);
      case 'u' -> builder.appendValue(ChronoField.DAY_OF_WEEK, 1);
      case 'w' -> builder.appendText(ChronoField.DAY_OF_WEEK, DAYS_FROM_SUNDAY);
      case 'U' -> number(builder, WeekFields.of(DayOfWeek.SUNDAY, 7).weekOfYear(), isShort, 2);
      case 'W' -> number(builder, WeekFields.of(DayOfWeek.MONDAY, 7).weekOfYear(), isShort, 2);
      case 'V' -> number(builder, IsoFields.WEEK_OF_WEEK_BASED_YEAR, isShort, 2);
      case 'G' -> builder.appendValue(IsoFields.WEEK_BASED_YEAR, 4);
      case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
      case 'a' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
      case 'A' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
      case 'b', 'h' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
      case 'B' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
      case '%' -> builder.appendLiteral('%');
      default -> throw wrong("%" + specifier + " is not known");
    }
  }

  private static void fraction(DateTimeFormatterBuilder builder, int digits, boolean isForgiving) {
    builder.appendFraction(
        ChronoField.NANO_OF_SECOND,
        isForgiving ? 1 : digits,
        isForgiving ? MAX_FRACTION_DIGITS : digits,
        false);
  }

  private static void number(
      DateTimeFormatterBuilder builder, TemporalField field, boolean isShort, int width) {
    if (isShort) {
      builder.appendValue(field, 1, width, SignStyle.NOT_NEGATIVE);
    } else {
      builder.appendValue(field, width);
    }
  }
}
