package io.sluice.type;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;

/** The text of approximate numbers: the shortest that reads back as the number, the same on all JDKs. */
final class DoubleText {
  /** Powers of ten from which on, and below which, the text has an exponent. */
  private static final int LARGEST_PLAIN = 16;

  private static final int SMALLEST_PLAIN = -4;

  private DoubleText() {}

  static String format(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return format(value, NumberOutput.toString(value, true));
  }

  static String format(float value) {
    return Float.isNaN(value) || Float.isInfinite(value)
        ? format((double) value)
        : format(value, NumberOutput.toString(value, true));
  }

  /**
   * @param shortest the digits, in the form of {@link Double#toString(double)}
   */
  private static String format(double value, String shortest) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal number = new BigDecimal(shortest).stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= SMALLEST_PLAIN && exponent < LARGEST_PLAIN) {
      return number.scale() > 0 ? number.toPlainString() : number.toBigInteger() + ".0";
    }
    StringBuilder text = new StringBuilder(24);
    text.append(number.unscaledValue());
    int point = number.signum() < 0 ? 2 : 1;
    if (text.length() > point) {
      text.insert(point, '.');
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    return (size < 10 ? text.append('0') : text).append(size).toString();
  }
}
