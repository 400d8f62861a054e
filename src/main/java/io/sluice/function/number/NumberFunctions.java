package io.sluice.function.number;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.BOOLEAN;
import static io.sluice.type.DataType.DOUBLE;
import static java.util.Objects.requireNonNull;

import io.sluice.config.RandomSource;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.RowFunction;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of numbers. What has no result, such as the logarithm of 0, is an error. */
public final class NumberFunctions {
  private static final String CATEGORY = "numbers";
  private static final List<DataType> ONE = List.of(DOUBLE);
  private static final List<DataType> TWO = List.of(DOUBLE, DOUBLE);

  private NumberFunctions() {}

  public static List<ScalarFunction> all() {
    List<ScalarFunction> all = new ArrayList<>();
    addPowers(all);
    addAngles(all);
    addWhole(all);
    addOthers(all);
    return all;
  }

  private static void addPowers(List<ScalarFunction> all) {
    all.add(ScalarDefinition.named(CATEGORY, "power", "pow")
        .says("A number to the power of another.", "power(2, 10) is 1024.0")
        .kernel("power(base, exponent)", TWO, DOUBLE, () -> new DoubleKernel("power", Math::pow))
        .build());
    all.add(unary("exp", "e to the power of the number.", "exp(0) is 1.0", Math::exp));
    all.add(unary("cbrt", "The cubic root.", "cbrt(27) is 3.0", Math::cbrt));
    all.add(unary("ln", "The natural logarithm.", "ln(1) is 0.0", logarithm("ln", Math::log)));
    all.add(unary(
        "log10",
        "The logarithm to the base of 10.",
        "log10(1000) is 3.0",
        logarithm("log10", Math::log10)));
    all.add(unary(
        "log2",
        "The logarithm to the base of 2.",
        "log2(8) is 3.0",
        logarithm("log2", NumberFunctions::log2)));
    all.add(ScalarDefinition.named(CATEGORY, "log")
        .says("The logarithm to the base of 10, or to another base.", "log(2, 8) is 3.0")
        .kernel(
            "log(number)",
            ONE,
            DOUBLE,
            () -> new DoubleKernel("log", logarithm("log", Math::log10)))
        .kernel(
            "log(base, number)",
            TWO,
            DOUBLE,
            () -> new DoubleKernel(
                "log",
                (base, number) -> checked("log", number, Math.log(number))
                    / checked("log", base, Math.log(base))))
        .build());
  }

  /** Exact for powers of two. */
  private static double log2(double number) {
    int exponent = Math.getExponent(number);
    boolean isPower =
        exponent >= 0 && exponent <= Double.MAX_EXPONENT && number == Math.scalb(1.0, exponent);
    return isPower ? exponent : Math.log(number) / Math.log(2);
  }

  private static DoubleUnaryOperator logarithm(String name, DoubleUnaryOperator function) {
    return number -> checked(name, number, function.applyAsDouble(number));
  }

  private static double checked(String name, double number, double logarithm) {
    if (number <= 0) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "%s takes a number above zero, but got %s".formatted(name, number));
    }
    return logarithm;
  }

  private static void addAngles(List<ScalarFunction> all) {
    all.add(unary("sin", "The sine of an angle in radians.", "sin(0) is 0.0", Math::sin));
    all.add(unary("cos", "The cosine of an angle in radians.", "cos(0) is 1.0", Math::cos));
    all.add(unary("tan", "The tangent of an angle in radians.", "tan(0) is 0.0", Math::tan));
    all.add(unary("cot", "The cotangent of an angle in radians.", "", x -> 1 / Math.tan(x)));
    all.add(unary("asin", "The angle of a sine.", "asin(0) is 0.0", unit("asin", Math::asin)));
    all.add(unary("acos", "The angle of a cosine.", "acos(1) is 0.0", unit("acos", Math::acos)));
    all.add(unary("atan", "The angle of a tangent.", "atan(0) is 0.0", Math::atan));
    all.add(unary("sinh", "The hyperbolic sine.", "sinh(0) is 0.0", Math::sinh));
    all.add(unary("cosh", "The hyperbolic cosine.", "cosh(0) is 1.0", Math::cosh));
    all.add(unary("tanh", "The hyperbolic tangent.", "tanh(0) is 0.0", Math::tanh));
    all.add(unary(
        "asinh",
        "The number of a hyperbolic sine.",
        "asinh(0) is 0.0",
        x -> Math.copySign(Math.log(Math.abs(x) + Math.hypot(x, 1)), x)));
    all.add(unary(
        "acosh",
        "The number of a hyperbolic cosine.",
        "acosh(1) is 0.0",
        x -> Math.log(x + Math.sqrt(x * x - 1))));
    all.add(unary(
        "atanh",
        "The number of a hyperbolic tangent.",
        "atanh(0) is 0.0",
        x -> 0.5 * (Math.log1p(x) - Math.log1p(-x))));
    all.add(unary("degrees", "An angle in radians as degrees.", "", Math::toDegrees));
    all.add(unary("radians", "An angle in degrees as radians.", "", Math::toRadians));
    all.add(
        binary("atan2", "atan2(y, x)", "The angle of a point.", "atan2(0, 1) is 0.0", Math::atan2));
    all.add(ScalarDefinition.named(CATEGORY, "pi")
        .says("The circumference of a circle by its diameter.", "")
        .rows("pi()", List.of(), DOUBLE, row -> Math.PI)
        .build());
  }

  private static DoubleUnaryOperator unit(String name, DoubleUnaryOperator function) {
    return number -> {
      if (number < -1 || number > 1) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "%s takes a number from -1 to 1, but got %s".formatted(name, number));
      }
      return function.applyAsDouble(number);
    };
  }

  private static void addWhole(List<ScalarFunction> all) {
    all.add(whole(
        "gcd",
        List.of("greatest_common_divisor"),
        "The greatest common divisor.",
        "gcd(12, 18) is 6",
        Whole::gcd));
    all.add(whole(
        "lcm",
        List.of("least_common_multiple"),
        "The least common multiple.",
        "lcm(4, 6) is 12",
        Whole::lcm));
    all.add(whole(
        "bitwise_and",
        List.of(),
        "The bits that both numbers have.",
        "bitwise_and(6, 3) is 2",
        (a, b) -> a & b));
    all.add(whole(
        "bitwise_or",
        List.of(),
        "The bits that one of the numbers has.",
        "bitwise_or(6, 3) is 7",
        (a, b) -> a | b));
    all.add(whole(
        "bitwise_xor",
        List.of("xor"),
        "The bits that exactly one of the numbers has.",
        "bitwise_xor(6, 3) is 5",
        (a, b) -> a ^ b));
    all.add(whole(
        "bitwise_left_shift",
        List.of(),
        "The bits moved to the left.",
        "bitwise_left_shift(1, 4) is 16",
        Whole::shiftLeft));
    all.add(whole(
        "bitwise_right_shift",
        List.of(),
        "The bits moved to the right.",
        "bitwise_right_shift(16, 4) is 1",
        Whole::shiftRight));
    all.add(ScalarDefinition.named(CATEGORY, "bitwise_not")
        .says("All bits the other way round.", "bitwise_not(0) is -1")
        .rows("bitwise_not(integer)", List.of(BIGINT), BIGINT, row -> ~number(row, 0))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "bit_count")
        .says(
            "How many bits are set, of a negative number as many as its type has.",
            "bit_count(7) is 3")
        .rows("bit_count(tinyint)", List.of(DataType.TINYINT), BIGINT, bitCount(Byte.SIZE))
        .rows("bit_count(smallint)", List.of(DataType.SMALLINT), BIGINT, bitCount(Short.SIZE))
        .rows("bit_count(integer)", List.of(DataType.INTEGER), BIGINT, bitCount(Integer.SIZE))
        .rows("bit_count(bigint)", List.of(BIGINT), BIGINT, bitCount(Long.SIZE))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "factorial")
        .says("The product of all whole numbers up to this one.", "factorial(5) is 120")
        .rows(
            "factorial(integer)",
            List.of(BIGINT),
            DataType.decimal(DecimalType.MAX_PRECISION, 0),
            row -> Whole.factorial(number(row, 0)))
        .build());
  }

  private static void addOthers(List<ScalarFunction> all) {
    all.add(ScalarDefinition.named(CATEGORY, "sign")
        .says("-1, 0 or 1.", "sign(-3.5) is -1")
        .form("sign(number)", NumberFunctions::sign)
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "truncate", "trunc")
        .says("The number without its fraction, or with some digits of it.", "truncate(-2.7) is -2")
        .form("truncate(number)", types -> truncate(types, false))
        .form("truncate(number, digits)", types -> truncate(types, true))
        .build());
    all.add(
        predicate("isnan", List.of("is_nan"), "Whether the value is not a number.", Double::isNaN));
    all.add(predicate(
        "isinf", List.of("is_infinite"), "Whether the value is infinite.", Double::isInfinite));
    all.add(ScalarDefinition.named(CATEGORY, "isfinite", "is_finite")
        .says("Whether the value is a finite number; dates and timestamps always are.", "")
        .rows("isfinite(number)", ONE, BOOLEAN, row -> Double.isFinite(decimal(row, 0)))
        .rows("isfinite(date)", List.of(DataType.DATE), BOOLEAN, row -> true)
        .rows("isfinite(timestamp)", List.of(DataType.TIMESTAMP), BOOLEAN, row -> true)
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "random", "rand")
        .says("A number from 0 to below 1, another one for each row.", "")
        .isVolatile()
        .rows(
            "random()", List.of(), DOUBLE, row -> (RandomSource.SYSTEM.nextLong() >>> 11) * 0x1p-53)
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "uuid", "gen_random_uuid")
        .says("A UUID of chance, another one for each row.", "")
        .isVolatile()
        .rows(
            "uuid()",
            List.of(),
            DataType.UUID,
            row -> Whole.uuid(RandomSource.SYSTEM.nextLong(), RandomSource.SYSTEM.nextLong()))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "width_bucket")
        .says(
            "In which of some buckets of equal width a number is: 0 below the first, one more than there are above the last.",
            "\"width_bucket\"(35, 0, 100, 10) is 4")
        .rows(
            "width_bucket(number, low, high, count)",
            List.of(DOUBLE, DOUBLE, DOUBLE, BIGINT),
            BIGINT,
            row -> Whole.bucket(decimal(row, 0), decimal(row, 1), decimal(row, 2), number(row, 3)))
        .build());
  }

  private static Optional<ScalarImplementation> sign(List<DataType> types) {
    if (types.size() != 1 || !types.get(0).isNumeric()) {
      return Optional.empty();
    }
    return Optional.of(ScalarImplementation.ofRows(types, DataType.INTEGER, Nulls.STRICT, row -> {
      Object value = requireNonNull(row[0]);
      return value instanceof BigDecimal exact
          ? exact.signum()
          : (int) Math.signum(((Number) value).doubleValue());
    }));
  }

  private static Optional<ScalarImplementation> truncate(List<DataType> types, boolean hasDigits) {
    boolean fits = types.size() == (hasDigits ? 2 : 1)
        && types.get(0).isNumeric()
        && (!hasDigits || types.get(1).equals(DataType.INTEGER) || types.get(1).equals(BIGINT));
    if (!fits) {
      return Optional.empty();
    }
    DataType type = types.get(0);
    List<DataType> parameters = hasDigits ? List.of(type, BIGINT) : List.of(type);
    return Optional.of(ScalarImplementation.ofRows(
        parameters,
        type,
        Nulls.STRICT,
        row -> Whole.truncate(requireNonNull(row[0]), hasDigits ? number(row, 1) : 0)));
  }

  private static ScalarFunction unary(
      String name, String sentence, String example, DoubleUnaryOperator function) {
    return ScalarDefinition.named(CATEGORY, name)
        .says(sentence, example)
        .kernel(name + "(number)", ONE, DOUBLE, () -> new DoubleKernel(name, function))
        .build();
  }

  private static ScalarFunction binary(
      String name,
      String signature,
      String sentence,
      String example,
      DoubleBinaryOperator function) {
    return ScalarDefinition.named(CATEGORY, name)
        .says(sentence, example)
        .kernel(signature, TWO, DOUBLE, () -> new DoubleKernel(name, function))
        .build();
  }

  /** The bits of a type's width. */
  private static RowFunction bitCount(int width) {
    long mask = -1L >>> (Long.SIZE - width);
    return row -> (long) Long.bitCount(((Number) requireNonNull(row[0])).longValue() & mask);
  }

  private static ScalarFunction whole(
      String name,
      List<String> aliases,
      String sentence,
      String example,
      LongBinaryOperator function) {
    return ScalarDefinition.named(CATEGORY, name, aliases.toArray(String[]::new))
        .says(sentence, example)
        .rows(
            name + "(integer, integer)",
            List.of(BIGINT, BIGINT),
            BIGINT,
            row -> function.applyAsLong(number(row, 0), number(row, 1)))
        .build();
  }

  private static ScalarFunction predicate(
      String name, List<String> aliases, String sentence, DoublePredicate predicate) {
    return ScalarDefinition.named(CATEGORY, name, aliases.toArray(String[]::new))
        .says(sentence, "")
        .rows(name + "(number)", ONE, BOOLEAN, row -> predicate.test(decimal(row, 0)))
        .build();
  }

  private static long number(@Nullable Object[] row, int index) {
    return (Long) requireNonNull(row[index]);
  }

  private static double decimal(@Nullable Object[] row, int index) {
    return (Double) requireNonNull(row[index]);
  }
}
