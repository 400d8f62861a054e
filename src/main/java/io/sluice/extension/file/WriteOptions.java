package io.sluice.extension.file;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the options of a {@link FileWriterFormat}. A value that makes no sense is a {@link SluiceException} of code INVALID_ARGUMENT that names the option. */
public record WriteOptions(Map<String, String> values) {
  public boolean isTrue(String name, boolean defaultValue) {
    String value = values.get(name);
    if (value == null) {
      return defaultValue;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "on", "1", "yes" -> true;
      case "false", "off", "0", "no" -> false;
      default -> throw invalid(name, "true or false", value);
    };
  }

  public String text(String name, String defaultValue) {
    return values.getOrDefault(name, defaultValue);
  }

  /** A single character, or the words {@code \t} and {@code tab}. */
  public char character(String name, char defaultValue) {
    String value = values.get(name);
    if (value == null) {
      return defaultValue;
    }
    if (value.equals("\\t") || value.equalsIgnoreCase("tab")) {
      return '\t';
    }
    if (value.length() != 1 || value.charAt(0) == '\n' || value.charAt(0) == '\r') {
      throw invalid(name, "a single character", value);
    }
    return value.charAt(0);
  }

  /** One of some words, in lower case. */
  public String word(String name, String defaultValue, List<String> words) {
    String value = values.getOrDefault(name, defaultValue).toLowerCase(Locale.ROOT);
    if (!words.contains(value)) {
      throw invalid(name, "one of " + String.join(", ", words), value);
    }
    return value;
  }

  public int number(String name, int defaultValue, int min, int max) {
    String value = values.get(name);
    if (value == null) {
      return defaultValue;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw invalid(name, "a whole number from " + min + " to " + max, value);
    }
    throw invalid(name, "a whole number from " + min + " to " + max, value);
  }

  private static SluiceException invalid(String name, String expectation, String value) {
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        "Option %s must be %s, but is '%s'"
            .formatted(name.toUpperCase(Locale.ROOT), expectation, value));
  }
}
