package io.sluice.type;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The text of values, the same in plans, results, casts to VARCHAR and error messages. */
public final class ValueText {
  private static final long MICROS_PER_SECOND = 1_000_000L;

  private ValueText() {}

  /** The text of a value in the form of {@link Literal#value()}; {@code NULL} for null. */
  public static String format(DataType type, @Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    return switch (type.kind()) {
      case DATE -> formatDate((Integer) value);
      case TIMESTAMP -> formatTimestamp((Long) value);
      case DECIMAL -> ((BigDecimal) value).toPlainString();
      case BOOLEAN, INTEGER, BIGINT, DOUBLE, VARCHAR -> value.toString();
    };
  }

  /** ISO date, for instance {@code 1998-09-02}. */
  public static String formatDate(int epochDay) {
    return LocalDate.ofEpochDay(epochDay).toString();
  }

  /** {@code 1998-09-02 12:30:00}, with as many digits of the second's fraction as are needed, at most six. */
  public static String formatTimestamp(long epochMicros) {
    long seconds = Math.floorDiv(epochMicros, MICROS_PER_SECOND);
    int micros = (int) Math.floorMod(epochMicros, MICROS_PER_SECOND);
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(26).append(time.toLocalDate()).append(' ');
    appendTwoDigits(text, time.getHour()).append(':');
    appendTwoDigits(text, time.getMinute()).append(':');
    appendTwoDigits(text, time.getSecond());
    if (micros != 0) {
      String fraction = String.format("%06d", micros);
      int end = fraction.length();
      while (fraction.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(fraction, 0, end);
    }
    return text.toString();
  }

  private static StringBuilder appendTwoDigits(StringBuilder text, int number) {
    return (number < 10 ? text.append('0') : text).append(number);
  }
}
