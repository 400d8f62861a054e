package io.sluice.type;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of values, the same in plans, results, casts to VARCHAR and error messages. */
public final class ValueText {
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private ValueText() {}

  /** The text of a value in the form of {@link Literal#value()}; {@code NULL} for null. */
  public static String format(DataType type, @Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    return switch (type.kind()) {
      case DATE -> formatDate((Integer) value);
      case TIME -> formatTime((Long) value);
      case TIMESTAMP -> formatTimestamp((Long) value);
      case TIMESTAMP_NANOS -> formatTimestampNanos((Long) value);
      case TIMESTAMP_TZ -> formatTimestamp((Long) value) + "+00";
      case REAL -> DoubleText.format((Float) value);
      case DOUBLE -> DoubleText.format((Double) value);
      case DECIMAL -> ((BigDecimal) value).toPlainString();
      case ARRAY -> formatArray(((ArrayType) type).element(), (List<?>) value);
      case MAP -> formatMap((MapType) type, (Map<?, ?>) value);
      case ROW -> formatRow((RowType) type, (List<?>) value);
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, VARCHAR, VARBINARY, INTERVAL, UUID ->
        value.toString();
    };
  }

  /** ISO date, for instance {@code 1998-09-02}. */
  public static String formatDate(int epochDay) {
    return LocalDate.ofEpochDay(epochDay).toString();
  }

  /** {@code 12:30:00}, with as many digits of the second's fraction as are needed, at most six. */
  public static String formatTime(long microsOfDay) {
    StringBuilder text = new StringBuilder(15);
    long seconds = microsOfDay / MICROS_PER_SECOND;
    TimeFormat.appendTwoDigits(text, seconds / 3600).append(':');
    TimeFormat.appendTwoDigits(text, seconds / 60 % 60).append(':');
    TimeFormat.appendTwoDigits(text, seconds % 60);
    TimeFormat.appendFraction(text, microsOfDay % MICROS_PER_SECOND, 6);
    return text.toString();
  }

  /** {@code 1998-09-02 12:30:00}, with as many digits of the second's fraction as are needed, at most six. */
  public static String formatTimestamp(long epochMicros) {
    return format(
        Math.floorDiv(epochMicros, MICROS_PER_SECOND),
        Math.floorMod(epochMicros, MICROS_PER_SECOND),
        6);
  }

  /** As {@link #formatTimestamp}, with at most nine digits. */
  public static String formatTimestampNanos(long epochNanos) {
    return format(
        Math.floorDiv(epochNanos, NANOS_PER_SECOND),
        Math.floorMod(epochNanos, NANOS_PER_SECOND),
        9);
  }

  private static String format(long epochSecond, long fraction, int digits) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(29).append(time.toLocalDate()).append(' ');
    TimeFormat.appendTwoDigits(text, time.getHour()).append(':');
    TimeFormat.appendTwoDigits(text, time.getMinute()).append(':');
    TimeFormat.appendTwoDigits(text, time.getSecond());
    TimeFormat.appendFraction(text, fraction, digits);
    return text.toString();
  }

  private static String formatArray(DataType element, List<?> values) {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(inner(element, value));
    }
    return "[" + String.join(", ", texts) + "]";
  }

  private static String formatMap(MapType type, Map<?, ?> entries) {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      texts.add(inner(type.key(), entry.getKey()) + "=" + inner(type.value(), entry.getValue()));
    }
    return "{" + String.join(", ", texts) + "}";
  }

  private static String formatRow(RowType type, List<?> values) {
    List<String> texts = new ArrayList<>();
    if (type.fields().stream().allMatch(field -> field.name().isEmpty())) {
      for (int i = 0; i < values.size(); i++) {
        texts.add(inner(type.fields().get(i).type(), values.get(i)));
      }
      return "(" + String.join(", ", texts) + ")";
    }
    for (int i = 0; i < values.size(); i++) {
      Field field = type.fields().get(i);
      String name = field.name().replace("\\", "\\\\").replace("'", "\\'");
      texts.add("'" + name + "': " + inner(field.type(), values.get(i)));
    }
    return "{" + String.join(", ", texts) + "}";
  }

  /** A text that could be taken for something else is quoted. */
  private static String inner(DataType type, @Nullable Object value) {
    String text = format(type, value);
    boolean isText = value != null && !type.isNested() && type.kind() == TypeKind.VARCHAR;
    return isText && needsQuotes(text)
        ? "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        : text;
  }

  private static boolean needsQuotes(String text) {
    if (text.isEmpty()
        || text.toLowerCase(Locale.ROOT).equals("null")
        || Character.isWhitespace(text.charAt(0))
        || Character.isWhitespace(text.charAt(text.length() - 1))) {
      return true;
    }
    return text.chars().anyMatch(c -> "[]{}(),:='\"\\".indexOf(c) >= 0);
  }
}
