package io.sluice.function.nested;

import static io.sluice.function.nested.Elements.list;
import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.RowFunction;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.Conversions;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.RowType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions that make an ARRAY of some of the elements of others. */
final class ElementFunctions {
  private static final String CATEGORY = "arrays";
  private static final int MAX_LENGTH = 10_000_000;

  private ElementFunctions() {}

  static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "list_resize", "array_resize")
            .says(
                "The array cut, or filled up with NULL or a value, to a length.",
                "list_resize(ARRAY[1], 3, 0) is [1, 0, 0]")
            .form("list_resize(array, length)", types -> resize(types, 2))
            .form("list_resize(array, length, value)", types -> resize(types, 3))
            .build(),
        ScalarDefinition.named(CATEGORY, "list_where", "array_where")
            .says(
                "The elements at the places where another array has TRUE.",
                "list_where(ARRAY[1, 2, 3], ARRAY[true, false, true]) is [1, 3]")
            .form(
                "list_where(array, conditions)",
                types -> ofArray(
                    types,
                    List.of(DataType.array(DataType.BOOLEAN)),
                    row -> where(list(row, 0), list(row, 1))))
            .build(),
        ScalarDefinition.named(CATEGORY, "list_select", "array_select")
            .says(
                "The elements at some places; NULL where there is none.",
                "list_select(ARRAY[4, 5, 6], ARRAY[3, 1]) is [6, 4]")
            .form(
                "list_select(array, places)",
                types -> ofArray(
                    types,
                    List.of(DataType.array(DataType.BIGINT)),
                    row -> select(list(row, 0), list(row, 1))))
            .build(),
        pair(
            "list_intersect",
            "array_intersect",
            "The different elements of the first array that the second has too.",
            "list_intersect(ARRAY[1, 2, 3], ARRAY[3, 2]) is [2, 3]",
            (element, left, right) -> distinct(element, left, keys(element, right), true)),
        pair(
            "list_except",
            "array_except",
            "The different elements of the first array that the second has not.",
            "list_except(ARRAY[1, 2, 3], ARRAY[3]) is [1, 2]",
            (element, left, right) -> distinct(element, left, keys(element, right), false)),
        pair(
            "list_union",
            "array_union",
            "The different elements of both arrays.",
            "list_union(ARRAY[1, 2], ARRAY[2, 3]) is [1, 2, 3]",
            (element, left, right) -> {
              List<@Nullable Object> both = new ArrayList<>(left);
              both.addAll(right);
              return distinct(element, both, Set.of(), false);
            }),
        ScalarDefinition.named(CATEGORY, "list_remove", "array_remove", "array_remove_all")
            .says(
                "The array without the elements that equal a value.",
                "list_remove(ARRAY[1, 2, 1], 1) is [2]")
            .form("list_remove(array, value)", ElementFunctions::remove)
            .build(),
        ScalarDefinition.named(CATEGORY, "list_replace", "array_replace_all")
            .says(
                "The array with another value for each element that equals one.",
                "list_replace(ARRAY[1, 2], 2, 5) is [1, 5]")
            .form("list_replace(array, value, other)", ElementFunctions::replace)
            .build(),
        ScalarDefinition.named(CATEGORY, "array_pop_back")
            .says("The array without its last element.", "array_pop_back(ARRAY[1, 2]) is [1]")
            .form(
                "array_pop_back(array)",
                types -> ofArray(types, List.of(), row -> {
                  List<?> list = list(row, 0);
                  return list.subList(0, Math.max(0, list.size() - 1));
                }))
            .build(),
        ScalarDefinition.named(CATEGORY, "array_pop_front")
            .says("The array without its first element.", "array_pop_front(ARRAY[1, 2]) is [2]")
            .form(
                "array_pop_front(array)",
                types -> ofArray(types, List.of(), row -> {
                  List<?> list = list(row, 0);
                  return list.subList(Math.min(1, list.size()), list.size());
                }))
            .build(),
        ScalarDefinition.named(CATEGORY, "list_zip", "array_zip", "arrays_zip")
            .says(
                "An array of rows of the elements at the same places; shorter arrays are filled up with NULL, or a last argument TRUE cuts the longer ones.",
                "list_zip(ARRAY[1, 2], ARRAY['a', 'b']) is [(1, a), (2, b)]")
            .form("list_zip(array, ...)", ElementFunctions::zip)
            .build());
  }

  /** A function of an ARRAY and arguments of fixed types that gives an ARRAY of the same type. */
  private static Optional<ScalarImplementation> ofArray(
      List<DataType> types, List<DataType> others, RowFunction function) {
    if (types.size() != others.size() + 1 || !(types.get(0) instanceof ArrayType array)) {
      return Optional.empty();
    }
    for (int i = 0; i < others.size(); i++) {
      boolean isTaken = types.get(i + 1).equals(others.get(i))
          || types.get(i + 1) instanceof ArrayType given
              && others.get(i) instanceof ArrayType taken
              && Conversions.isPossible(List.of(given.element()), List.of(taken.element()));
      if (!isTaken) {
        return Optional.empty();
      }
    }
    List<DataType> parameters = new ArrayList<>();
    parameters.add(array);
    parameters.addAll(others);
    return Optional.of(ScalarImplementation.ofRows(parameters, array, Nulls.STRICT, function));
  }

  private static Optional<ScalarImplementation> resize(List<DataType> types, int count) {
    if (types.size() != count
        || !(types.get(0) instanceof ArrayType array)
        || !types.get(1).isWholeNumber()) {
      return Optional.empty();
    }
    Optional<DataType> element =
        count == 2 ? Optional.of(array.element()) : Elements.common(array.element(), types.get(2));
    return element.map(type -> ScalarImplementation.ofRows(
        count == 2
            ? List.of(DataType.array(type), DataType.BIGINT)
            : List.of(DataType.array(type), DataType.BIGINT, type),
        DataType.array(type),
        Nulls.SEEN,
        row -> row[0] == null
            ? null
            : resized(
                list(row, 0),
                row[1] == null ? 0 : Elements.place(row, 1),
                count == 2 ? null : row[2])));
  }

  private static List<@Nullable Object> resized(
      List<?> list, int length, @Nullable Object filling) {
    if (length < 0 || length > MAX_LENGTH) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "A length is from 0 to %d, but got %d".formatted(MAX_LENGTH, length));
    }
    List<@Nullable Object> resized =
        new ArrayList<>(list.subList(0, Math.min(length, list.size())));
    resized.addAll(Collections.nCopies(length - resized.size(), filling));
    return resized;
  }

  private static List<@Nullable Object> where(List<?> list, List<?> conditions) {
    List<@Nullable Object> kept = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      if ((boolean) requiredElement(conditions.get(i))) {
        kept.add(i < list.size() ? list.get(i) : null);
      }
    }
    return kept;
  }

  private static List<@Nullable Object> select(List<?> list, List<?> places) {
    List<@Nullable Object> selected = new ArrayList<>();
    for (Object element : places) {
      long place = (Long) requiredElement(element);
      selected.add(place > 0 && place <= list.size() ? list.get((int) place - 1) : null);
    }
    return selected;
  }

  private static Object requiredElement(@Nullable Object element) {
    if (element == null) {
      throw new SluiceException(ErrorCode.INVALID_ARGUMENT, "The second array must not have NULLs");
    }
    return element;
  }

  /** What a function of two ARRAYs makes of their elements of a type. */
  private interface OfPair {
    List<?> apply(DataType element, List<?> left, List<?> right);
  }

  private static ScalarFunction pair(
      String name, String alias, String sentence, String example, OfPair function) {
    return ScalarDefinition.named(CATEGORY, name, alias)
        .says(sentence, example)
        .form(
            name + "(array, array)",
            types -> Elements.common(types)
                .map(element -> ScalarImplementation.ofRows(
                    Collections.nCopies(2, DataType.array(element)),
                    DataType.array(element),
                    Nulls.STRICT,
                    row -> function.apply(element, list(row, 0), list(row, 1)))))
        .build();
  }

  private static Set<ByteBuffer> keys(DataType element, List<?> list) {
    Set<ByteBuffer> keys = new HashSet<>();
    Elements.present(list).forEach(value -> keys.add(Elements.key(element, value)));
    return keys;
  }

  /** The different elements that are, or are not, among some keys; NULLs are left out. */
  private static List<Object> distinct(
      DataType element, List<?> list, Set<ByteBuffer> keys, boolean isAmong) {
    Set<ByteBuffer> seen = new HashSet<>();
    List<Object> kept = new ArrayList<>();
    for (Object value : Elements.present(list)) {
      ByteBuffer key = Elements.key(element, value);
      if (keys.contains(key) == isAmong && seen.add(key)) {
        kept.add(value);
      }
    }
    return kept;
  }

  private static Optional<ScalarImplementation> remove(List<DataType> types) {
    if (types.size() != 2 || !(types.get(0) instanceof ArrayType array)) {
      return Optional.empty();
    }
    return Elements.common(array.element(), types.get(1))
        .map(element -> ScalarImplementation.ofRows(
            List.of(DataType.array(element), element),
            DataType.array(element),
            Nulls.STRICT,
            row -> {
              ByteBuffer unwanted = Elements.key(element, requireNonNull(row[1]));
              List<@Nullable Object> kept = new ArrayList<>(list(row, 0));
              kept.removeIf(
                  value -> value != null && unwanted.equals(Elements.key(element, value)));
              return kept;
            }));
  }

  private static Optional<ScalarImplementation> replace(List<DataType> types) {
    if (types.size() != 3 || !(types.get(0) instanceof ArrayType array)) {
      return Optional.empty();
    }
    return Elements.common(array.element(), types.get(1))
        .flatMap(element -> Elements.common(element, types.get(2)))
        .map(element -> ScalarImplementation.ofRows(
            List.of(DataType.array(element), element, element),
            DataType.array(element),
            Nulls.STRICT,
            row -> {
              ByteBuffer wanted = Elements.key(element, requireNonNull(row[1]));
              List<@Nullable Object> replaced = new ArrayList<>(list(row, 0));
              replaced.replaceAll(value ->
                  value != null && wanted.equals(Elements.key(element, value)) ? row[2] : value);
              return replaced;
            }));
  }

  private static Optional<ScalarImplementation> zip(List<DataType> types) {
    boolean hasFlag = types.size() > 1 && types.get(types.size() - 1).equals(DataType.BOOLEAN);
    int count = types.size() - (hasFlag ? 1 : 0);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (!(types.get(i) instanceof ArrayType array)) {
        return Optional.empty();
      }
      fields.add(new Field("", array.element(), true));
    }
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(ScalarImplementation.ofRows(
        types,
        DataType.array(new RowType(fields)),
        Nulls.SEEN,
        row -> zipped(row, count, hasFlag && Boolean.TRUE.equals(row[count]))));
  }

  private static List<?> zipped(@Nullable Object[] row, int count, boolean isCut) {
    int length = isCut ? Integer.MAX_VALUE : 0;
    for (int i = 0; i < count; i++) {
      int size = row[i] == null ? 0 : list(row, i).size();
      length = isCut ? Math.min(length, size) : Math.max(length, size);
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int place = 0; place < length; place++) {
      List<@Nullable Object> fields = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        boolean isThere = row[i] != null && place < list(row, i).size();
        fields.add(isThere ? list(row, i).get(place) : null);
      }
      rows.add(fields);
    }
    return rows;
  }
}
