package io.sluice.source.tpcds;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scale factors and the names of their schemas: {@code tiny}, {@code sf1}, {@code sf0.1}. */
final class ScaleFactor {
  static final double TINY = 0.01;

  /** The smallest that the generator knows row counts for: below it some tables have no rows. */
  private static final double MIN = 0.01;

  private static final double MAX = 100_000;
  private static final Pattern NAME = Pattern.compile("sf(\\d{1,9}(?:\\.\\d{1,9})?)");

  private ScaleFactor() {}

  /**
   * The scale factor of a schema's name; empty when it is no such name.
   *
   * @throws SluiceException of code INVALID_ARGUMENT when the number is out of range
   */
  static OptionalDouble ofSchemaName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("tiny")) {
      return OptionalDouble.of(TINY);
    }
    Matcher matcher = NAME.matcher(lower);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    double scaleFactor = Double.parseDouble(matcher.group(1));
    check(scaleFactor);
    return OptionalDouble.of(scaleFactor);
  }

  static void check(double scaleFactor) {
    if (!(scaleFactor >= MIN && scaleFactor <= MAX)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "Scale factor %s is not possible; it must be from %s to %s"
              .formatted(text(scaleFactor), text(MIN), text(MAX)));
    }
  }

  static String schemaName(double scaleFactor) {
    return scaleFactor == TINY ? "tiny" : "sf" + text(scaleFactor);
  }

  private static String text(double scaleFactor) {
    return BigDecimal.valueOf(scaleFactor).stripTrailingZeros().toPlainString();
  }
}
