package io.sluice.testing;

import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Maps small numbers to values of a type, distinct numbers to distinct values as far as the type has them. */
final class GeneratedValues {
  private GeneratedValues() {}

  /** A value with few digits, so that sums do not overflow. */
  static Object ordinary(DataType type, int number) {
    return switch (type.kind()) {
      case BOOLEAN -> number % 2 == 0;
      case INTEGER -> sign(number) * number;
      case DATE -> 8_000 + sign(number) * number * 3;
      case BIGINT -> sign(number) * (long) number * 1_000_003L;
      case TIMESTAMP -> 1_600_000_000_000_000L + sign(number) * (long) number * 1_234_567_891L;
      case DOUBLE -> sign(number) * number * 0.25;
      case DECIMAL ->
        BigDecimal.valueOf(
            (long) sign(number) * number % digits(type), ((DecimalType) type).scale());
      case VARCHAR -> text(number);
    };
  }

  /** Mostly ordinary values, and for the first numbers those at the edges of the type. */
  static Object any(DataType type, int number) {
    return switch (type.kind()) {
      case BOOLEAN, DATE -> ordinary(type, number);
      case INTEGER ->
        switch (number) {
          case 1 -> Integer.MAX_VALUE;
          case 2 -> Integer.MIN_VALUE;
          default -> ordinary(type, number);
        };
      case BIGINT, TIMESTAMP ->
        switch (number) {
          case 1 -> Long.MAX_VALUE;
          case 2 -> Long.MIN_VALUE;
          default -> ordinary(type, number);
        };
      case DOUBLE ->
        switch (number) {
          case 1 -> Double.NaN;
          case 2 -> Double.NEGATIVE_INFINITY;
          case 3 -> Double.POSITIVE_INFINITY;
          case 4 -> -0.0;
          case 5 -> Double.MIN_VALUE;
          case 6 -> -Double.MAX_VALUE;
          default -> ordinary(type, number);
        };
      case DECIMAL ->
        switch (number) {
          case 1 -> largest((DecimalType) type);
          case 2 -> largest((DecimalType) type).negate();
          default -> ordinary(type, number);
        };
      case VARCHAR ->
        switch (number) {
          case 1 -> "";
          case 2 -> "\u0000";
          case 3 -> "ünï\uD83D\uDE00 beyond ASCII";
          case 4 -> "a long text ".repeat(50);
          case 5 -> "\uFFFD";
          case 6 -> "value 1";
          default -> ordinary(type, number);
        };
    };
  }

  private static int sign(int number) {
    return number % 3 == 0 ? -1 : 1;
  }

  private static long digits(DataType type) {
    int precision = Math.min(((DecimalType) type).precision(), DecimalType.MAX_SHORT_PRECISION);
    return BigInteger.TEN.pow(precision).longValueExact();
  }

  private static BigDecimal largest(DecimalType type) {
    BigInteger unscaled = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
    return new BigDecimal(unscaled, type.scale());
  }

  /** Some equal in their first eight bytes, some short, some long. */
  private static String text(int number) {
    return switch (number % 4) {
      case 0 -> "value " + number;
      case 1 -> Integer.toString(number, 36);
      case 2 -> "a common beginning of values, then " + number;
      default -> "v".repeat(1 + number % 16) + number;
    };
  }
}
