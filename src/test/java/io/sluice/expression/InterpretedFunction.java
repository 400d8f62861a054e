package io.sluice.expression;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The slow, obvious meaning of the built-in functions. */
final class InterpretedFunction {
  private InterpretedFunction() {}

  static Object call(BuiltinFunction function, List<Object> values, DataType type) {
    Object first = values.get(0);
    return switch (function) {
      case NEGATE ->
        first instanceof Double number
            ? -number
            : ScalarInterpreter.fit(ScalarInterpreter.exact(first).negate(), type);
      case ABS ->
        first instanceof Double number
            ? Math.abs(number)
            : ScalarInterpreter.fit(ScalarInterpreter.exact(first).abs(), type);
      case FLOOR ->
        first instanceof Double number
            ? Math.floor(number)
            : rounded(first, 0, RoundingMode.FLOOR, type);
      case CEIL ->
        first instanceof Double number
            ? Math.ceil(number)
            : rounded(first, 0, RoundingMode.CEILING, type);
      case ROUND ->
        first instanceof Double number
            ? rounded(number, (Integer) values.get(1))
            : rounded(first, (Integer) values.get(1), RoundingMode.HALF_UP, type);
      case SQRT -> {
        require((Double) first >= 0 || Double.isNaN((Double) first));
        yield Math.sqrt((Double) first);
      }
      case LOWER -> ((String) first).toLowerCase(Locale.ROOT);
      case UPPER -> ((String) first).toUpperCase(Locale.ROOT);
      case TRIM -> ((String) first).replaceAll("^ +| +$", "");
      case CHAR_LENGTH -> (int) ((String) first).codePoints().count();
      case SUBSTRING -> substring(values);
      case CONCAT -> (String) first + values.get(1);
      case POSITION -> position((String) first, (String) values.get(1));
      case REPLACE ->
        first.equals("") || values.get(1).equals("")
            ? first
            : ((String) first).replace((String) values.get(1), (String) values.get(2));
      case DAYS_BETWEEN -> (long) (Integer) first - (Integer) values.get(1);
      case ADD_MONTHS, ADD_DAYS, ADD_MICROS -> moved(function, first, (Long) values.get(1));
      default -> (long) field(function, time(first));
    };
  }

  private static double rounded(double number, int digits) {
    return Double.isFinite(number)
        ? Math.copySign(
            BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP).doubleValue(), number)
        : number;
  }

  private static Object rounded(Object number, int digits, RoundingMode mode, DataType type) {
    int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
    BigDecimal exact = ScalarInterpreter.exact(number);
    int kept = Math.min(digits, scale);
    return ScalarInterpreter.fit(
        exact.scale() <= kept
            ? exact.setScale(scale)
            : exact.setScale(kept, mode).setScale(scale),
        type);
  }

  private static String substring(List<Object> values) {
    int[] characters = ((String) values.get(0)).codePoints().toArray();
    long start = (Integer) values.get(1);
    start = start < 0 ? characters.length + 1 + start : start;
    long count = values.size() == 3 ? (Integer) values.get(2) : Integer.MAX_VALUE * 4L;
    long end = start + count;
    StringBuilder text = new StringBuilder();
    for (int place = 1; place <= characters.length; place++) {
      if (place >= Math.min(start, end) && place < Math.max(start, end)) {
        text.appendCodePoint(characters[place - 1]);
      }
    }
    return text.toString();
  }

  private static int position(String needle, String haystack) {
    int index = haystack.indexOf(needle);
    return index < 0 ? 0 : haystack.codePointCount(0, index) + 1;
  }

  private static LocalDateTime time(Object value) {
    return value instanceof Integer day
        ? LocalDate.ofEpochDay(day).atStartOfDay()
        : LocalDateTime.ofEpochSecond(
            Math.floorDiv((Long) value, 1_000_000L),
            (int) Math.floorMod((Long) value, 1_000_000L) * 1_000,
            ZoneOffset.UTC);
  }

  private static int field(BuiltinFunction function, LocalDateTime time) {
    return switch (function) {
      case EXTRACT_YEAR -> time.getYear();
      case EXTRACT_QUARTER -> (time.getMonthValue() + 2) / 3;
      case EXTRACT_MONTH -> time.getMonthValue();
      case EXTRACT_DAY -> time.getDayOfMonth();
      case EXTRACT_DAY_OF_WEEK -> time.getDayOfWeek().getValue() % 7;
      case EXTRACT_DAY_OF_YEAR -> time.getDayOfYear();
      case EXTRACT_HOUR -> time.getHour();
      case EXTRACT_MINUTE -> time.getMinute();
      case EXTRACT_SECOND -> time.getSecond();
      default -> throw new IllegalArgumentException(function.toString());
    };
  }

  private static Object moved(BuiltinFunction function, Object value, long amount) {
    try {
      LocalDateTime time = time(value);
      LocalDateTime moved = switch (function) {
        case ADD_MONTHS -> time.plusMonths(amount);
        case ADD_DAYS -> time.plusDays(amount);
        default -> time.plus(amount, ChronoUnit.MICROS);
      };
      if (value instanceof Integer) {
        return Math.toIntExact(moved.toLocalDate().toEpochDay());
      }
      BigDecimal micros = BigDecimal.valueOf(moved.toEpochSecond(ZoneOffset.UTC))
          .movePointRight(6)
          .add(BigDecimal.valueOf(moved.getNano() / 1_000));
      return ScalarInterpreter.fit(micros, DataType.BIGINT);
    } catch (ArithmeticException | DateTimeException outOfRange) {
      throw new SluiceException(ErrorCode.NUMERIC_OVERFLOW, "time");
    }
  }

  private static void require(boolean isValid) {
    if (!isValid) {
      throw new SluiceException(ErrorCode.INVALID_ARGUMENT, "argument");
    }
  }
}
