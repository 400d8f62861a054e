package io.sluice.type;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A typed constant. The value's class follows the type: {@link Boolean}, {@link Byte} (TINYINT), {@link Short} (SMALLINT), {@link Integer} (INTEGER, DATE
 * as days), {@link Long} (BIGINT, TIME as microseconds of the day, the TIMESTAMPs as microseconds or nanoseconds), {@link Float} (REAL), {@link Double}, {@link
 * BigDecimal} of exactly the type's scale, {@link String}, {@link Binary}, {@link Interval}, {@link UUID}, {@link List} (ARRAY, and the fields of a ROW), {@link
 * Map} in the order of its entries; {@code null} is SQL's NULL.
 */
public record Literal(DataType type, @Nullable Object value) {
  public Literal {
    if (value != null && !valueClass(type).isInstance(value)) {
      throw new IllegalArgumentException(
          type + " does not take a " + value.getClass().getSimpleName());
    }
    if (value instanceof BigDecimal decimal && type instanceof DecimalType decimalType) {
      value = decimal.setScale(decimalType.scale());
    }
  }

  public static Literal ofNull(DataType type) {
    return new Literal(type, null);
  }

  public static Literal of(long value) {
    return new Literal(DataType.BIGINT, value);
  }

  public static Literal of(int value) {
    return new Literal(DataType.INTEGER, value);
  }

  public static Literal of(double value) {
    return new Literal(DataType.DOUBLE, value);
  }

  public static Literal of(boolean value) {
    return new Literal(DataType.BOOLEAN, value);
  }

  public static Literal of(String value) {
    return new Literal(DataType.VARCHAR, value);
  }

  public boolean isNull() {
    return value == null;
  }

  /** The value's Java class for a type. */
  public static Class<?> valueClass(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> Boolean.class;
      case TINYINT -> Byte.class;
      case SMALLINT -> Short.class;
      case INTEGER, DATE -> Integer.class;
      case BIGINT, TIME, TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ -> Long.class;
      case REAL -> Float.class;
      case DOUBLE -> Double.class;
      case DECIMAL -> BigDecimal.class;
      case VARCHAR -> String.class;
      case VARBINARY -> Binary.class;
      case INTERVAL -> Interval.class;
      case UUID -> UUID.class;
      case ARRAY, ROW -> List.class;
      case MAP -> Map.class;
    };
  }

  @Override
  public String toString() {
    return ValueText.format(type, value);
  }
}
