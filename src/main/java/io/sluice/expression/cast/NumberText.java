package io.sluice.expression.cast;

import io.sluice.expression.kernel.Int128;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads numbers and truth values from text without blanks around it. */
final class NumberText {
  private static final int MAX_SIMPLE_DIGITS = 18;
  /** Longer exponents than this name no number of any type, and would take a long time to compute. */
  private static final int MAX_EXPONENT = 10_000;

  private NumberText() {}

  /** 1 for true, 0 for false, -1 for neither. */
  static int truth(byte[] text, int from, int to) {
    String word =
        new String(text, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "true", "t", "yes", "y", "on", "1" -> 1;
      case "false", "f", "no", "n", "off", "0" -> 0;
      default -> -1;
    };
  }

  /** Whether the text is a sign or none and digits. */
  static boolean isWholeNumber(byte[] text, int from, int to) {
    int start = from < to && isSign(text[from]) ? from + 1 : from;
    for (int i = start; i < to; i++) {
      if (!isDigit(text[i])) {
        return false;
      }
    }
    return start < to;
  }

  /**
   * @throws ArithmeticException when the number does not fit
   */
  static long parseLong(byte[] text, int from, int to) {
    boolean isNegative = text[from] == '-';
    int start = isSign(text[from]) ? from + 1 : from;
    long value = 0;
    if (to - start <= MAX_SIMPLE_DIGITS) {
      for (int i = start; i < to; i++) {
        value = value * 10 - (text[i] - '0');
      }
    } else {
      for (int i = start; i < to; i++) {
        value = Math.subtractExact(Math.multiplyExact(value, 10), text[i] - '0');
      }
    }
    return isNegative ? value : Math.negateExact(value);
  }

  /** The number, or null when the text is none. */
  static @Nullable Double parseDouble(byte[] text, int from, int to) {
    String number = new String(text, from, to - from, StandardCharsets.UTF_8);
    if (isDecimal(text, from, to)) {
      return Double.valueOf(number);
    }
    return switch (number.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "infinity", "inf", "+infinity", "+inf" -> Double.POSITIVE_INFINITY;
      case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  /**
   * Reads the unscaled value at a scale, rounded half away from zero. False when the text is no number.
   *
   * @throws ArithmeticException when the number has more than 128 bits
   */
  static boolean parseDecimal(byte[] text, int from, int to, int scale, Int128 value) {
    if (parseShortDecimal(text, from, to, scale, value)) {
      return true;
    }
    if (!isDecimal(text, from, to)) {
      return false;
    }
    BigDecimal number =
        new BigDecimal(new String(text, from, to - from, StandardCharsets.US_ASCII));
    if (number.signum() == 0 || (long) number.precision() - number.scale() < -MAX_EXPONENT) {
      value.set(0);
      return true;
    }
    boolean isTooLarge = (long) number.precision() - number.scale() > MAX_EXPONENT;
    if (isTooLarge || !value.set(number.setScale(scale, RoundingMode.HALF_UP).unscaledValue())) {
      throw new ArithmeticException("too many digits");
    }
    return true;
  }

  /** The common case: digits with at most one point, no more behind it than the scale, and few enough for a {@code long}. */
  private static boolean parseShortDecimal(byte[] text, int from, int to, int scale, Int128 value) {
    int start = from < to && isSign(text[from]) ? from + 1 : from;
    if (to - start > MAX_SIMPLE_DIGITS || scale > MAX_SIMPLE_DIGITS) {
      return false;
    }
    long unscaled = 0;
    int digits = 0;
    int point = -1;
    for (int i = start; i < to; i++) {
      if (text[i] == '.' && point < 0) {
        point = i;
      } else if (isDigit(text[i])) {
        unscaled = unscaled * 10 + (text[i] - '0');
        digits++;
      } else {
        return false;
      }
    }
    int fraction = point < 0 ? 0 : to - point - 1;
    if (digits == 0 || fraction > scale) {
      return false;
    }
    value.set(text[from] == '-' ? -unscaled : unscaled);
    return value.rescale(scale - fraction);
  }

  /** Whether the text is a sign or none, digits with at most one point, and an exponent or none. */
  static boolean isDecimal(byte[] text, int from, int to) {
    int i = from < to && isSign(text[from]) ? from + 1 : from;
    int digits = 0;
    boolean hasPoint = false;
    for (; i < to; i++) {
      if (isDigit(text[i])) {
        digits++;
      } else if (text[i] == '.' && !hasPoint) {
        hasPoint = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return false;
    }
    if (i == to) {
      return true;
    }
    // BigDecimal holds exponents of up to nine digits.
    boolean isExponent = text[i] == 'e' || text[i] == 'E';
    return isExponent && to - i <= 10 && isWholeNumber(text, i + 1, to);
  }

  private static boolean isSign(byte character) {
    return character == '-' || character == '+';
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
