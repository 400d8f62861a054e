package io.sluice.function.number;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.BOOLEAN;
import static io.sluice.type.DataType.DOUBLE;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Constants of mathematics, and numbers written to other bases. */
public final class SpecialNumbers {
  private static final String CATEGORY = "numbers";

  private SpecialNumbers() {}

  public static List<ScalarFunction> all() {
    return List.of(
        constant("e", "The base of the natural logarithm.", Math.E),
        constant("infinity", "Larger than every number.", Double.POSITIVE_INFINITY),
        constant("nan", "What is not a number.", Double.NaN),
        ScalarDefinition.named(CATEGORY, "even")
            .says("The next even number away from zero.", "even(2.9) is 4.0")
            .rows("even(number)", List.of(DOUBLE), DOUBLE, row -> even(decimal(row)))
            .build(),
        ScalarDefinition.named(CATEGORY, "signbit")
            .says("Whether the sign is negative, that of a zero too.", "signbit(-1) is true")
            .rows(
                "signbit(number)",
                List.of(DOUBLE),
                BOOLEAN,
                row -> Math.copySign(1, decimal(row)) < 0)
            .build(),
        ScalarDefinition.named(CATEGORY, "bin", "to_binary")
            .says("The number in binary digits.", "bin(5) is 101")
            .rows(
                "bin(integer)",
                List.of(BIGINT),
                VARCHAR,
                row -> Long.toBinaryString(number(row, 0)))
            .build(),
        ScalarDefinition.named(CATEGORY, "to_base")
            .says("The number in digits of a base from 2 to 36.", "to_base(35, 36) is z")
            .rows(
                "to_base(integer, base)",
                List.of(BIGINT, BIGINT),
                VARCHAR,
                row -> Long.toString(number(row, 0), base(number(row, 1))))
            .build(),
        ScalarDefinition.named(CATEGORY, "from_base")
            .says("The number of digits of a base from 2 to 36.", "from_base('ff', 16) is 255")
            .rows(
                "from_base(text, base)",
                List.of(VARCHAR, BIGINT),
                BIGINT,
                row -> parse((String) requireNonNull(row[0]), base(number(row, 1))))
            .build());
  }

  private static ScalarFunction constant(String name, String sentence, double value) {
    return ScalarDefinition.named(CATEGORY, name)
        .says(sentence, "")
        .rows(name + "()", List.of(), DOUBLE, row -> value)
        .build();
  }

  private static double even(double number) {
    double whole = 2 * Math.ceil(Math.abs(number) / 2);
    return Math.copySign(whole, number);
  }

  private static int base(long base) {
    if (base < Character.MIN_RADIX || base > Character.MAX_RADIX) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "A base must be from 2 to 36, but got " + base);
    }
    return (int) base;
  }

  private static long parse(String digits, int base) {
    try {
      return Long.parseLong(digits, base);
    } catch (NumberFormatException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          String.format(Locale.ROOT, "'%s' is no BIGINT in digits of the base %d", digits, base),
          e);
    }
  }

  private static double decimal(@Nullable Object[] row) {
    return (Double) requireNonNull(row[0]);
  }

  private static long number(@Nullable Object[] row, int index) {
    return (Long) requireNonNull(row[index]);
  }
}
