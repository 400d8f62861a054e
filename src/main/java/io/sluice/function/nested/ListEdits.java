package io.sluice.function.nested;

import static io.sluice.function.nested.Elements.key;
import static io.sluice.function.nested.Elements.list;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Functions that change the first elements of an ARRAY that equal a value, or tell of what it is made. NULL equals NULL here. */
final class ListEdits {
  private static final String CATEGORY = "arrays";
  private static final int MAX_LENGTH = 10_000_000;

  private ListEdits() {}

  static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "array_repeat")
            .says("An array of a value so many times.", "array_repeat('a', 2) is [a, a]")
            .form("array_repeat(value, count)", ListEdits::repeat)
            .build(),
        ScalarDefinition.named(CATEGORY, "array_replace")
            .says(
                "The array with another value for the first element that equals one.",
                "array_replace(ARRAY[1, 2, 1], 1, 5) is [5, 2, 1]")
            .form("array_replace(array, value, other)", types -> replace(types, 3))
            .build(),
        ScalarDefinition.named(CATEGORY, "array_replace_n")
            .says(
                "The array with another value for the first so many elements that equal one.",
                "array_replace_n(ARRAY[1, 1, 1], 1, 5, 2) is [5, 5, 1]")
            .form("array_replace_n(array, value, other, count)", types -> replace(types, 4))
            .build(),
        ScalarDefinition.named(CATEGORY, "array_remove_n")
            .says(
                "The array without the first so many elements that equal a value.",
                "array_remove_n(ARRAY[1, 2, 1, 1], 1, 2) is [2, 1]")
            .form("array_remove_n(array, value, count)", ListEdits::remove)
            .build(),
        ScalarDefinition.named(CATEGORY, "array_positions", "list_positions")
            .says(
                "The places of the elements that equal a value.",
                "array_positions(ARRAY[1, 2, 1], 1) is [1, 3]")
            .form("array_positions(array, value)", ListEdits::positions)
            .build(),
        ScalarDefinition.named(CATEGORY, "array_ndims", "list_ndims")
            .says(
                "How deep arrays lie in each other.", "array_ndims(ARRAY[ARRAY[1], ARRAY[2]]) is 2")
            .form(
                "array_ndims(array)",
                types -> types.size() == 1 && types.get(0) instanceof ArrayType
                    ? Optional.of(ScalarImplementation.ofRows(
                        types, DataType.BIGINT, Nulls.STRICT, row -> depth(types.get(0))))
                    : Optional.empty())
            .build());
  }

  private static long depth(DataType type) {
    return type instanceof ArrayType array ? 1 + depth(array.element()) : 0;
  }

  private static Optional<ScalarImplementation> repeat(List<DataType> types) {
    if (types.size() != 2 || !types.get(1).isWholeNumber()) {
      return Optional.empty();
    }
    return Optional.of(ScalarImplementation.ofRows(
        List.of(types.get(0), DataType.BIGINT), DataType.array(types.get(0)), Nulls.SEEN, row -> {
          if (row[1] == null) {
            return null;
          }
          long count = Math.max(0, (Long) row[1]);
          if (count > MAX_LENGTH) {
            throw new SluiceException(
                ErrorCode.INVALID_ARGUMENT,
                "An array has at most %d elements".formatted(MAX_LENGTH));
          }
          return Collections.nCopies((int) count, row[0]);
        }));
  }

  /** The type in which the elements and a value are compared, where the first argument is an ARRAY. */
  private static Optional<DataType> common(List<DataType> types, int count) {
    return types.size() == count && types.get(0) instanceof ArrayType array
        ? Elements.common(array.element(), types.get(1))
        : Optional.empty();
  }

  private static Optional<ScalarImplementation> replace(List<DataType> types, int count) {
    if (types.size() == 4 && !types.get(3).isWholeNumber()) {
      return Optional.empty();
    }
    return common(types, count)
        .flatMap(value -> Elements.common(value, types.get(2)))
        .map(element -> {
          List<DataType> parameters =
              new ArrayList<>(List.of(DataType.array(element), element, element));
          if (count == 4) {
            parameters.add(DataType.BIGINT);
          }
          return ScalarImplementation.ofRows(
              parameters, DataType.array(element), Nulls.SEEN, row -> {
                if (row[0] == null || count == 4 && row[3] == null) {
                  return null;
                }
                long left = count == 4 ? (Long) row[3] : 1;
                List<@Nullable Object> replaced = new ArrayList<>(list(row, 0));
                for (int i = 0; i < replaced.size() && left > 0; i++) {
                  if (areEqual(element, replaced.get(i), row[1])) {
                    replaced.set(i, row[2]);
                    left--;
                  }
                }
                return replaced;
              });
        });
  }

  private static Optional<ScalarImplementation> remove(List<DataType> types) {
    if (types.size() != 3 || !types.get(2).isWholeNumber()) {
      return Optional.empty();
    }
    return common(types, 3)
        .map(element -> ScalarImplementation.ofRows(
            List.of(DataType.array(element), element, DataType.BIGINT),
            DataType.array(element),
            Nulls.SEEN,
            row -> {
              if (row[0] == null || row[2] == null) {
                return null;
              }
              long left = (Long) row[2];
              List<@Nullable Object> kept = new ArrayList<>();
              for (Object value : list(row, 0)) {
                if (left > 0 && areEqual(element, value, row[1])) {
                  left--;
                } else {
                  kept.add(value);
                }
              }
              return kept;
            }));
  }

  private static Optional<ScalarImplementation> positions(List<DataType> types) {
    return common(types, 2)
        .map(element -> ScalarImplementation.ofRows(
            List.of(DataType.array(element), element),
            DataType.array(DataType.BIGINT),
            Nulls.SEEN,
            row -> {
              if (row[0] == null) {
                return null;
              }
              List<? extends @Nullable Object> values = list(row, 0);
              List<Long> places = new ArrayList<>();
              for (int i = 0; i < values.size(); i++) {
                if (areEqual(element, values.get(i), row[1])) {
                  places.add(i + 1L);
                }
              }
              return places;
            }));
  }

  private static boolean areEqual(DataType type, @Nullable Object left, @Nullable Object right) {
    return left == null || right == null ? left == right : key(type, left).equals(key(type, right));
  }
}
