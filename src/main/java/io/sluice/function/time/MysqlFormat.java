package io.sluice.function.time;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;

/** Formats of MySQL's DATE_FORMAT as formats of C's strftime. */
final class MysqlFormat {
  private MysqlFormat() {}

  static String toStrftime(String format) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        result.append(c);
      } else if (++i < format.length()) {
        result.append(specifier(format.charAt(i), format));
      } else {
        throw wrong(format, "it ends in %");
      }
    }
    return result.toString();
  }

  private static String specifier(char specifier, String format) {
    return switch (specifier) {
      case 'Y', 'y', 'm', 'd', 'H', 'I', 'S', 'f', 'p', 'a', 'b', 'j', 'T', '%' -> "%" + specifier;
      case 'c' -> "%-m";
      case 'e' -> "%-d";
      case 'k' -> "%-H";
      case 'h' -> "%I";
      case 'l' -> "%-I";
      case 'i' -> "%M";
      case 's' -> "%S";
      case 'M' -> "%B";
      case 'W' -> "%A";
      case 'r' -> "%I:%M:%S %p";
      default -> throw wrong(format, "%" + specifier + " is not known");
    };
  }

  private static SluiceException wrong(String format, String why) {
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT, "'%s' is no format of a time: %s".formatted(format, why));
  }
}
