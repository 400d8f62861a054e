package io.sluice.function.number;

import static io.sluice.type.DataType.DOUBLE;
import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.DataType;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Divisions of approximate numbers, their neighbours, and the gamma function. */
public final class OperatorFunctions {
  private static final String CATEGORY = "numbers";
  private static final List<DataType> TWO = List.of(DOUBLE, DOUBLE);

  /** Lanczos' approximation with g = 7, good for fifteen digits. */
  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-06,
    1.5056327351493116e-07
  };

  private static final double LANCZOS_G = 7;
  private static final double MAX_GAMMA = 171.7;

  private OperatorFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        two(
            "fdiv",
            "dividend",
            "divisor",
            "The quotient of a division, rounded down to a whole number, as DOUBLE.",
            "fdiv(7, 2) is 3.0",
            (left, right) -> Math.floor(left / divisor("fdiv", right))),
        two(
            "fmod",
            "dividend",
            "divisor",
            "The remainder of a division whose quotient is rounded down; it has the sign of the divisor.",
            "fmod(-7, 2) is 1.0",
            (left, right) -> left - Math.floor(left / divisor("fmod", right)) * right),
        two(
            "nextafter",
            "number",
            "direction",
            "The next DOUBLE in a direction.",
            "nextafter(1, 2) is 1.0000000000000002",
            Math::nextAfter),
        one("gamma", "The gamma function.", "gamma(5) is 24.0", OperatorFunctions::gamma),
        one(
            "lgamma",
            "The natural logarithm of the gamma function.",
            "lgamma(2) is 0.0",
            OperatorFunctions::logGamma));
  }

  private static double divisor(String name, double divisor) {
    if (divisor == 0) {
      throw new SluiceException(
          ErrorCode.DIVISION_BY_ZERO,
          name + " divides by zero; NULLIF(divisor, 0) gives NULL instead");
    }
    return divisor;
  }

  private static double gamma(double x) {
    if (x == 0 || x < 0 && x == Math.rint(x)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "gamma has no value at zero and negative whole numbers");
    }
    if (x > MAX_GAMMA) {
      throw new SluiceException(ErrorCode.NUMERIC_OVERFLOW, "gamma(" + x + ") is beyond DOUBLE");
    }
    if (x == Math.rint(x)) {
      double product = 1;
      for (int factor = 2; factor < x; factor++) {
        product *= factor;
      }
      return product;
    }
    return x < 0.5 ? Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x)) : Math.exp(logGammaAbove(x));
  }

  private static double logGamma(double x) {
    if (x <= 0 && x == Math.rint(x)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "lgamma has no value at zero and negative whole numbers");
    }
    if (x == Math.rint(x) && x < MAX_GAMMA) {
      return Math.log(gamma(x));
    }
    return x < 0.5
        ? Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGammaAbove(1 - x)
        : logGammaAbove(x);
  }

  private static double logGammaAbove(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double shifted = x - 0.5 + LANCZOS_G;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(shifted) - shifted + Math.log(sum);
  }

  private static ScalarFunction one(
      String name, String sentence, String example, DoubleUnaryOperator function) {
    return ScalarDefinition.named(CATEGORY, name)
        .says(sentence, example)
        .rows(
            name + "(number)",
            List.of(DOUBLE),
            DOUBLE,
            row -> function.applyAsDouble(number(row, 0)))
        .build();
  }

  private static ScalarFunction two(
      String name,
      String first,
      String second,
      String sentence,
      String example,
      DoubleBinaryOperator function) {
    return ScalarDefinition.named(CATEGORY, name)
        .says(sentence, example)
        .rows(
            "%s(%s, %s)".formatted(name, first, second),
            TWO,
            DOUBLE,
            row -> function.applyAsDouble(number(row, 0), number(row, 1)))
        .build();
  }

  private static double number(@Nullable Object[] row, int index) {
    return (Double) requireNonNull(row[index]);
  }
}
