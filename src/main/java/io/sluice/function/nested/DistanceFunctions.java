package io.sluice.function.nested;

import static io.sluice.function.nested.Elements.list;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/** Functions of two ARRAYs of numbers of one length, as vectors. */
final class DistanceFunctions {
  private DistanceFunctions() {}

  static List<ScalarFunction> all() {
    return List.of(
        define(
            "list_distance",
            List.of("array_distance"),
            "The Euclidean distance of two vectors.",
            "list_distance(ARRAY[1, 2], ARRAY[4, 6]) is 5.0",
            (left, right) -> {
              double sum = 0;
              for (int i = 0; i < left.length; i++) {
                sum += (left[i] - right[i]) * (left[i] - right[i]);
              }
              return Math.sqrt(sum);
            }),
        define(
            "list_inner_product",
            List.of("list_dot_product", "array_inner_product", "array_dot_product"),
            "The inner product of two vectors.",
            "list_inner_product(ARRAY[1, 2], ARRAY[3, 4]) is 11.0",
            DistanceFunctions::product),
        define(
            "list_negative_inner_product",
            List.of(
                "list_negative_dot_product",
                "array_negative_inner_product",
                "array_negative_dot_product"),
            "The inner product of two vectors with the other sign.",
            "list_negative_inner_product(ARRAY[1, 2], ARRAY[3, 4]) is -11.0",
            (left, right) -> -product(left, right)),
        define(
            "list_cosine_similarity",
            List.of("array_cosine_similarity"),
            "The cosine of the angle between two vectors.",
            "list_cosine_similarity(ARRAY[1, 0], ARRAY[2, 0]) is 1.0",
            DistanceFunctions::cosine),
        define(
            "list_cosine_distance",
            List.of("array_cosine_distance"),
            "One less the cosine of the angle between two vectors.",
            "list_cosine_distance(ARRAY[1, 0], ARRAY[2, 0]) is 0.0",
            (left, right) -> 1 - cosine(left, right)));
  }

  private static double product(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static double cosine(double[] left, double[] right) {
    double cosine = product(left, right) / Math.sqrt(product(left, left) * product(right, right));
    return Math.max(-1, Math.min(1, cosine));
  }

  private static ScalarFunction define(
      String name,
      List<String> aliases,
      String sentence,
      String example,
      ToDoubleBiFunction<double[], double[]> function) {
    return ScalarDefinition.named("arrays", name, aliases.toArray(String[]::new))
        .says(sentence, example)
        .form(
            name + "(array, array)",
            types -> types.size() == 2 && isVector(types.get(0)) && isVector(types.get(1))
                ? Optional.of(ScalarImplementation.ofRows(
                    Collections.nCopies(2, DataType.array(DataType.DOUBLE)),
                    DataType.DOUBLE,
                    Nulls.STRICT,
                    row -> compute(name, row, function)))
                : Optional.empty())
        .build();
  }

  private static boolean isVector(DataType type) {
    return type instanceof ArrayType array && array.element().isNumeric();
  }

  private static double compute(
      String name, @Nullable Object[] row, ToDoubleBiFunction<double[], double[]> function) {
    double[] left = vector(name, list(row, 0));
    double[] right = vector(name, list(row, 1));
    if (left.length != right.length) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "%s takes two arrays of one length, but got %d and %d elements"
              .formatted(name, left.length, right.length));
    }
    return function.applyAsDouble(left, right);
  }

  private static double[] vector(String name, List<?> list) {
    double[] vector = new double[list.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!(list.get(i) instanceof Double number)) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT, name + " does not take arrays with NULLs");
      }
      vector[i] = number;
    }
    return vector;
  }
}
