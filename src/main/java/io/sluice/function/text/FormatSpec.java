package io.sluice.function.text;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.ValueText;
import java.util.Locale;

/**
 * How one value is written.
 *
 * @param align {@code <}, {@code >} or {@code ^}; 0 for texts on the left and numbers on the right
 * @param sign {@code +} or a blank for numbers that are not negative; 0 for none
 * @param precision digits of a fraction, or code points of a text; -1 for any
 * @param type d, x, X, o, b, c, e, E, f, F, s; 0 for that of the value
 */
record FormatSpec(
    int fill, char align, char sign, boolean isGrouped, int width, int precision, char type) {
  String write(Object value) {
    String written = value instanceof Long number
        ? whole(number)
        : value instanceof Double number ? real(number) : text((String) value);
    boolean isNumber = !(value instanceof String);
    int missing = width - written.codePointCount(0, written.length());
    if (missing <= 0) {
      return written;
    }
    char side = align == 0 ? isNumber ? '>' : '<' : align;
    String filling = Character.toString(fill);
    if (fill == '0' && align == 0 && isNumber && "+- ".indexOf(written.charAt(0)) >= 0) {
      return written.charAt(0) + filling.repeat(missing) + written.substring(1);
    }
    int before = switch (side) {
      case '<' -> 0;
      case '^' -> missing / 2;
      default -> missing;
    };
    return filling.repeat(before) + written + filling.repeat(missing - before);
  }

  private String whole(long number) {
    return switch (type) {
      case 0, 'd', 's' -> signed(number < 0, isGrouped ? "%,d".formatted(number) : "" + number);
      case 'x' -> signed(number < 0, radix(number, 16));
      case 'X' -> signed(number < 0, radix(number, 16).toUpperCase(Locale.ROOT));
      case 'o' -> signed(number < 0, radix(number, 8));
      case 'b' -> signed(number < 0, radix(number, 2));
      case 'c' -> Texts.character(number);
      case 'e', 'E', 'f', 'F' -> real((double) number);
      default -> throw mismatch("a whole number");
    };
  }

  private static String radix(long number, int radix) {
    return Long.toString(number, radix);
  }

  private String real(double number) {
    if (type == 0 && precision < 0 && !isGrouped || type == 's') {
      return signed(number < 0, text(number));
    }
    String flags = isGrouped ? "," : "";
    String digits = "." + (precision < 0 ? 6 : precision);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return signed(number < 0, text(number));
    }
    return switch (type) {
      case 'e' -> signed(number < 0, String.format(Locale.ROOT, "%" + digits + "e", number));
      case 'E' -> signed(number < 0, String.format(Locale.ROOT, "%" + digits + "E", number));
      case 0, 'f', 'F' ->
        signed(number < 0, String.format(Locale.ROOT, "%" + flags + digits + "f", number));
      default -> throw mismatch("a number with a fraction");
    };
  }

  private static String text(double number) {
    return ValueText.format(DataType.DOUBLE, number);
  }

  private String signed(boolean isNegative, String number) {
    return isNegative || sign == 0 ? number : sign + number;
  }

  private String text(String text) {
    if (type != 0 && type != 's') {
      throw mismatch("a text");
    }
    boolean isCut = precision >= 0 && text.codePointCount(0, text.length()) > precision;
    return isCut ? text.substring(0, text.offsetByCodePoints(0, precision)) : text;
  }

  private SluiceException mismatch(String value) {
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT, "The format '" + type + "' does not take " + value);
  }
}
