package io.sluice.coordinator.message;

import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import io.sluice.type.ValueText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@link Literal#value()}'s form as JSON. Nothing is lost: BOOLEAN is a boolean; INTEGER, BIGINT and DECIMAL without scale are whole numbers of any
 * length; DOUBLE is a number, or one of the texts {@code NaN}, {@code Infinity} and {@code -Infinity}; DECIMAL with a scale is a text of all its digits; DATE
 * ({@code 1998-09-02}) and TIMESTAMP ({@code 1998-09-02T12:30:00}) are ISO texts; NULL is null.
 */
public final class JsonValues {
  private JsonValues() {}

  /** The JSON form of a value: null, a {@link Boolean}, a {@link Number} or a {@link String}. */
  public static @Nullable Object toJson(DataType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case BOOLEAN, INTEGER, BIGINT, VARCHAR -> value;
      case DOUBLE -> Double.isFinite((Double) value) ? value : value.toString();
      case DECIMAL -> decimalToJson((DecimalType) type, (BigDecimal) value);
      case DATE -> ValueText.formatDate((Integer) value);
      case TIMESTAMP -> ValueText.formatTimestamp((Long) value).replace(' ', 'T');
    };
  }

  private static Object decimalToJson(DecimalType type, BigDecimal value) {
    if (type.scale() > 0) {
      return value.toPlainString();
    }
    BigInteger whole = value.toBigIntegerExact();
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }

  /**
   * The value a JSON form stands for.
   *
   * @throws IllegalArgumentException when it is not of the type's form
   */
  static @Nullable Object fromJson(DataType type, @Nullable Object json) {
    if (json == null) {
      return null;
    }
    try {
      return switch (type.kind()) {
        case BOOLEAN -> (Boolean) json;
        case VARCHAR -> (String) json;
        case INTEGER -> Math.toIntExact(((Number) json).longValue());
        case BIGINT -> ((Number) json).longValue();
        case DOUBLE ->
          json instanceof String text ? Double.valueOf(text) : ((Number) json).doubleValue();
        case DECIMAL -> new BigDecimal(json.toString()).setScale(((DecimalType) type).scale());
        case DATE -> Math.toIntExact(LocalDate.parse((String) json).toEpochDay());
        case TIMESTAMP ->
          ChronoUnit.MICROS.between(
              LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC),
              LocalDateTime.parse((String) json));
      };
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a value of " + type + ": " + json, e);
    }
  }
}
