package io.sluice.expression.cast;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads UUIDs: 32 hexadecimal digits, with the usual hyphens or none, in braces or not. */
final class UuidText {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Pattern HYPHENATED =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private UuidText() {}

  /** The UUID, or null when the text is none. */
  static @Nullable UUID parse(String text) {
    String plain = text.startsWith("{") && text.endsWith("}") && text.length() > 1
        ? text.substring(1, text.length() - 1)
        : text;
    if (!DIGITS.matcher(plain).matches() && !HYPHENATED.matcher(plain).matches()) {
      return null;
    }
    String digits = plain.replace("-", "");
    return new UUID(
        Long.parseUnsignedLong(digits.substring(0, 16), 16),
        Long.parseUnsignedLong(digits.substring(16), 16));
  }
}
