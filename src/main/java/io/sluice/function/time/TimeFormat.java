package io.sluice.function.time;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Formats of C's strftime as formatters of the Java platform. Thread-safe. */
final class TimeFormat {
  private static final int MAX_REMEMBERED = 256;
  private static final Map<String, DateTimeFormatter> REMEMBERED = new ConcurrentHashMap<>();

  private TimeFormat() {}

  static String format(LocalDateTime time, String format) {
    return formatter(format).format(time);
  }

  static LocalDateTime parse(String text, String format) {
    try {
      return LocalDateTime.parse(text, formatter(format));
    } catch (DateTimeException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no time in the format '%s'".formatted(text, format),
          e);
    }
  }

  private static DateTimeFormatter formatter(String format) {
    DateTimeFormatter known = REMEMBERED.get(format);
    if (known != null) {
      return known;
    }
    DateTimeFormatter made = make(format);
    if (REMEMBERED.size() < MAX_REMEMBERED) {
      REMEMBERED.put(format, made);
    }
    return made;
  }

  private static DateTimeFormatter make(String format) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    int place = 0;
    while (place < format.length()) {
      char c = format.charAt(place++);
      if (c != '%') {
        builder.appendLiteral(c);
        continue;
      }
      boolean isShort = place < format.length() && format.charAt(place) == '-';
      place += isShort ? 1 : 0;
      if (place >= format.length()) {
        throw wrong(format, "it ends in %");
      }
      append(builder, format.charAt(place++), isShort, format);
    }
    return withDefaults(builder, format).toFormatter(Locale.ENGLISH);
  }

  /** What a text does not tell is the beginning of 1900. */
  private static DateTimeFormatterBuilder withDefaults(
      DateTimeFormatterBuilder builder, String format) {
    String specifiers = format.replace("%-", "%");
    if (!hasAny(specifiers, "YyFD")) {
      builder.parseDefaulting(ChronoField.YEAR, 1900);
    }
    if (!hasAny(specifiers, "j")) {
      if (!hasAny(specifiers, "mbhBFD")) {
        builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
      }
      if (!hasAny(specifiers, "dFD")) {
        builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
      }
    }
    if (!hasAny(specifiers, "HITR")) {
      builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
    }
    if (!hasAny(specifiers, "MTR")) {
      builder.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0);
    }
    if (!hasAny(specifiers, "ST")) {
      builder.parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0);
    }
    return builder;
  }

  private static boolean hasAny(String format, String specifiers) {
    return specifiers.chars().anyMatch(c -> format.contains("%" + (char) c));
  }

  private static SluiceException wrong(String format, String why) {
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT, "'%s' is no format of a time: %s".formatted(format, why));
  }

  private static void append(
      DateTimeFormatterBuilder builder, char specifier, boolean isShort, String format) {
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
      case 'f' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, 6, 6, false);
      case 'g' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, 3, 3, false);
      case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
      case 'a' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
      case 'A' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
      case 'b', 'h' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
      case 'B' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
      case 'F' -> appendAll(builder, "Y-m-d", format);
      case 'T' -> appendAll(builder, "H:M:S", format);
      case 'D' -> appendAll(builder, "m/d/y", format);
      case 'R' -> appendAll(builder, "H:M", format);
      case '%' -> builder.appendLiteral('%');
      default -> throw wrong(format, "%" + specifier + " is not known");
    }
  }

  private static void appendAll(
      DateTimeFormatterBuilder builder, String specifiers, String format) {
    for (int i = 0; i < specifiers.length(); i++) {
      char c = specifiers.charAt(i);
      if (Character.isLetter(c)) {
        append(builder, c, false, format);
      } else {
        builder.appendLiteral(c);
      }
    }
  }

  private static void number(
      DateTimeFormatterBuilder builder, ChronoField field, boolean isShort, int width) {
    if (isShort) {
      builder.appendValue(field);
    } else {
      builder.appendValue(field, width);
    }
  }
}
