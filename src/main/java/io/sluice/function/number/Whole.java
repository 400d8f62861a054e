package io.sluice.function.number;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** What the functions of exact numbers compute. */
final class Whole {
  private static final int MAX_FACTORIAL = 33;

  private Whole() {}

  static long gcd(long left, long right) {
    return exact(BigInteger.valueOf(left).gcd(BigInteger.valueOf(right)), "gcd", left, right);
  }

  static long lcm(long left, long right) {
    if (left == 0 || right == 0) {
      return 0;
    }
    BigInteger product =
        BigInteger.valueOf(left).multiply(BigInteger.valueOf(right)).abs();
    return exact(
        product.divide(BigInteger.valueOf(left).gcd(BigInteger.valueOf(right))),
        "lcm",
        left,
        right);
  }

  private static long exact(BigInteger value, String name, long left, long right) {
    if (value.bitLength() > Long.SIZE - 1) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          "%s(%d, %d) is beyond the range of BIGINT".formatted(name, left, right));
    }
    return value.longValue();
  }

  static long shiftLeft(long bits, long count) {
    return checkedCount(count) >= Long.SIZE ? 0 : bits << count;
  }

  static long shiftRight(long bits, long count) {
    return checkedCount(count) >= Long.SIZE ? bits >> (Long.SIZE - 1) : bits >> count;
  }

  private static long checkedCount(long count) {
    if (count < 0) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "Bits are not moved by a negative count: " + count);
    }
    return count;
  }

  static BigDecimal factorial(long number) {
    if (number > MAX_FACTORIAL) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          "factorial(%d) has more than %d digits".formatted(number, DecimalType.MAX_PRECISION));
    }
    if (number < 0) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "factorial takes a number from 0 on, but got " + number);
    }
    BigDecimal product = BigDecimal.ONE;
    for (long factor = 2; factor <= number; factor++) {
      product = product.multiply(BigDecimal.valueOf(factor));
    }
    return product;
  }

  static Object truncate(Object value, long digits) {
    if (value instanceof Double number) {
      if (number.isNaN() || number.isInfinite()) {
        return number;
      }
      return digits == 0 && Math.abs(number) < 1L << 52
          ? (number < 0 ? Math.ceil(number) : Math.floor(number))
          : cut(new BigDecimal(number.toString()), digits).doubleValue();
    }
    if (value instanceof BigDecimal number) {
      return cut(number, digits).setScale(number.scale(), RoundingMode.UNNECESSARY);
    }
    BigDecimal whole = cut(BigDecimal.valueOf(((Number) value).longValue()), digits);
    return value instanceof Integer ? (Object) whole.intValue() : (Object) whole.longValue();
  }

  private static BigDecimal cut(BigDecimal number, long digits) {
    int scale = (int) Math.max(-400, Math.min(digits, 400));
    return scale >= number.scale() ? number : number.setScale(scale, RoundingMode.DOWN);
  }

  static long bucket(double number, double low, double high, long count) {
    if (count <= 0) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "width_bucket takes at least one bucket, but got " + count);
    }
    if (low == high || Double.isNaN(number) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "width_bucket takes finite bounds that differ and a number, but got %s, %s and %s"
              .formatted(low, high, number));
    }
    boolean isAscending = low < high;
    if (isAscending ? number < low : number > low) {
      return 0;
    }
    if (isAscending ? number >= high : number <= high) {
      return count + 1;
    }
    return (long) Math.floor((number - low) / (high - low) * count) + 1;
  }
}
