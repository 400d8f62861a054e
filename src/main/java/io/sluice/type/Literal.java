package io.sluice.type;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A typed constant. The value's class follows the type: {@link Boolean}, {@link Integer} (INTEGER, DATE as days), {@link Long} (BIGINT,
 * TIMESTAMP as microseconds), {@link Double}, {@link BigDecimal} of exactly the type's scale, {@link String}; {@code null} is SQL's NULL.
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
      case INTEGER, DATE -> Integer.class;
      case BIGINT, TIMESTAMP -> Long.class;
      case DOUBLE -> Double.class;
      case DECIMAL -> BigDecimal.class;
      case VARCHAR -> String.class;
    };
  }

  @Override
  public String toString() {
    return ValueText.format(type, value);
  }
}
