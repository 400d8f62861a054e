package io.sluice.type;

/** The digits of times. */
final class TimeFormat {
  private TimeFormat() {}

  static StringBuilder appendTwoDigits(StringBuilder text, long number) {
    return (number < 10 ? text.append('0') : text).append(number);
  }

  /** A point and the fraction of a second without the zeros at its end; nothing for 0. */
  static void appendFraction(StringBuilder text, long fraction, int digits) {
    if (fraction == 0) {
      return;
    }
    String number = Long.toString(fraction);
    text.append('.').append("0".repeat(digits - number.length())).append(number);
    while (text.charAt(text.length() - 1) == '0') {
      text.setLength(text.length() - 1);
    }
  }
}
