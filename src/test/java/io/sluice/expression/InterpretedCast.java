package io.sluice.expression;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.TypeKind;
import io.sluice.type.ValueText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** The slow, obvious meaning of casts. */
final class InterpretedCast {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private InterpretedCast() {}

  static Object cast(Object value, DataType from, DataType to) {
    if (from.equals(to)) {
      return value;
    }
    if (to.kind() == TypeKind.VARCHAR) {
      return ValueText.format(from, value);
    }
    if (value instanceof String text) {
      return parse(text.strip(), to);
    }
    if (to.kind() == TypeKind.TIMESTAMP) {
      return ScalarInterpreter.fit(
          BigDecimal.valueOf((Integer) value).multiply(BigDecimal.valueOf(MICROS_PER_DAY)),
          DataType.BIGINT);
    }
    if (to.kind() == TypeKind.DATE) {
      return (int) Math.floorDiv((Long) value, MICROS_PER_DAY);
    }
    return number(value instanceof Boolean truth ? truth ? 1L : 0L : value, to);
  }

  private static Object number(Object value, DataType to) {
    if (to.kind() == TypeKind.BOOLEAN) {
      return value instanceof Double number
          ? number != 0
          : ScalarInterpreter.exact(value).signum() != 0;
    }
    if (to.kind() == TypeKind.DOUBLE) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      throw new SluiceException(ErrorCode.NUMERIC_OVERFLOW, "not finite");
    }
    BigDecimal exact = value instanceof Double number
        ? to instanceof DecimalType ? BigDecimal.valueOf(number) : new BigDecimal(number)
        : ScalarInterpreter.exact(value);
    int scale = to instanceof DecimalType decimal ? decimal.scale() : 0;
    RoundingMode mode = value instanceof Double && !(to instanceof DecimalType)
        ? RoundingMode.HALF_EVEN
        : RoundingMode.HALF_UP;
    return ScalarInterpreter.fit(exact.setScale(scale, mode), to);
  }

  private static Object parse(String text, DataType to) {
    try {
      return switch (to.kind()) {
        case BOOLEAN ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> true;
            case "false", "f", "no", "n", "off", "0" -> false;
            default -> throw new NumberFormatException(text);
          };
        case INTEGER, BIGINT -> {
          require(text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?"));
          yield ScalarInterpreter.fit(new BigDecimal(text).setScale(0, RoundingMode.HALF_UP), to);
        }
        case DOUBLE -> {
          require(text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?"));
          yield Double.valueOf(text);
        }
        case DECIMAL ->
          ScalarInterpreter.fit(
              new BigDecimal(text).setScale(((DecimalType) to).scale(), RoundingMode.HALF_UP), to);
        case DATE -> Math.toIntExact(moment(text).toLocalDate().toEpochDay());
        case TIMESTAMP -> timestamp(text);
        case VARCHAR -> text;
        default -> throw new IllegalArgumentException("not interpreted: " + to);
      };
    } catch (NumberFormatException | DateTimeException notOne) {
      throw new SluiceException(ErrorCode.INVALID_CAST, text);
    }
  }

  private static Object timestamp(String text) {
    LocalDateTime moment = moment(text);
    BigDecimal micros = BigDecimal.valueOf(moment.toEpochSecond(ZoneOffset.UTC))
        .movePointRight(6)
        .add(BigDecimal.valueOf(moment.getNano() / 1_000));
    return ScalarInterpreter.fit(micros, DataType.BIGINT);
  }

  private static LocalDateTime moment(String text) {
    String date = text.split("[ T]", 2)[0];
    String time = text.substring(date.length());
    require(time.matches("([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?)?"));
    LocalTime timeOfDay = time.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(time.substring(1));
    return LocalDate.parse(date).atTime(timeOfDay);
  }

  private static void require(boolean isWellFormed) {
    if (!isWellFormed) {
      throw new NumberFormatException();
    }
  }
}
