package io.sluice.sql;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of {@code ?} as they arrive in JSON. */
public final class Parameters {
  private Parameters() {}

  /**
   * Typed constants for the values of a JSON array: whole numbers are INTEGER or BIGINT, others DOUBLE, texts VARCHAR; {@link BigDecimal} is DECIMAL. A NULL
   * has the type of the untyped NULL literal.
   *
   * @throws SluiceException of code INVALID_ARGUMENT for objects and arrays
   */
  public static List<Literal> of(List<? extends @Nullable Object> values) {
    List<Literal> literals = new ArrayList<>(values.size());
    for (Object value : values) {
      literals.add(literal(value, literals.size() + 1));
    }
    return literals;
  }

  private static Literal literal(@Nullable Object value, int number) {
    if (value == null) {
      return Literal.ofNull(DataType.INTEGER);
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return Literal.of(((Number) value).intValue());
    }
    if (value instanceof Long whole) {
      return whole == whole.intValue() ? Literal.of(whole.intValue()) : Literal.of(whole);
    }
    if (value instanceof BigInteger whole) {
      return decimal(new BigDecimal(whole), number);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal(decimal, number);
    }
    if (value instanceof Number real) {
      return Literal.of(real.doubleValue());
    }
    if (value instanceof Boolean truth) {
      return Literal.of(truth.booleanValue());
    }
    if (value instanceof CharSequence text) {
      return Literal.of(text.toString());
    }
    throw new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        "Parameter " + number + " must be a number, a text, true, false or null");
  }

  private static Literal decimal(BigDecimal value, int number) {
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    int precision = Math.max(plain.precision(), plain.scale());
    if (precision > io.sluice.type.DecimalType.MAX_PRECISION) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "Parameter " + number + " has " + precision + " digits; DECIMAL takes 38 at most");
    }
    return new Literal(DataType.decimal(Math.max(1, precision), plain.scale()), plain);
  }
}
