package io.sluice.function.nested;

import static io.sluice.function.nested.Elements.list;
import static io.sluice.function.nested.Elements.present;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Functions of ARRAYs beside those that the validator itself knows. Elements that are NULL are left out of sums, counts and comparisons. */
public final class ListFunctions {
  private static final String CATEGORY = "arrays";

  private ListFunctions() {}

  /** All functions of ARRAYs and ROWs. */
  public static List<ScalarFunction> all() {
    List<ScalarFunction> all = new ArrayList<>(own());
    all.addAll(ElementFunctions.all());
    all.addAll(ListEdits.all());
    all.addAll(ListAggregates.all());
    all.addAll(DistanceFunctions.all());
    all.addAll(GradeFunction.all());
    all.addAll(StructFunctions.all());
    return all;
  }

  private static List<ScalarFunction> own() {
    return List.of(
        number(
            "list_sum",
            List.of("array_sum"),
            "The sum of the elements: DECIMAL of whole numbers and DECIMAL, else DOUBLE; NULL when there is none.",
            "list_sum(ARRAY[1, 2]) is 3",
            ListFunctions::sumType,
            ListFunctions::sum),
        number(
            "list_avg",
            List.of("array_avg"),
            "The average of the elements as DOUBLE; NULL when there is none.",
            "list_avg(ARRAY[1, 2]) is 1.5",
            type -> DataType.DOUBLE,
            values -> values.isEmpty() ? null : total(values) / values.size()),
        any(
            "list_count",
            List.of("array_count"),
            "The number of elements that are not NULL.",
            "list_count(ARRAY[1, NULL]) is 1",
            (type, list) -> (long) present(list).size()),
        any(
            "list_unique",
            List.of("array_unique"),
            "The number of different elements that are not NULL.",
            "list_unique(ARRAY[1, 1, 2]) is 2",
            (type, list) -> (long) keys(type, list).size()),
        pair(
            "list_has_any",
            List.of("array_has_any", "arrays_overlap", "list_overlap"),
            "Whether both have an element in common.",
            "list_has_any(ARRAY[1, 2], ARRAY[2, 3]) is true",
            (left, right) -> !Collections.disjoint(left, right)),
        pair(
            "list_has_all",
            List.of("array_has_all"),
            "Whether the first has all elements of the second.",
            "list_has_all(ARRAY[1, 2], ARRAY[2]) is true",
            Collection::containsAll));
  }

  private static DataType sumType(DataType element) {
    int scale = element instanceof DecimalType decimal ? decimal.scale() : 0;
    return element.isWholeNumber() || element instanceof DecimalType
        ? DataType.decimal(DecimalType.MAX_PRECISION, scale)
        : DataType.DOUBLE;
  }

  private static @Nullable Object sum(List<Object> values) {
    if (values.isEmpty()) {
      return null;
    }
    if (values.get(0) instanceof Double) {
      return total(values);
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Object value : values) {
      sum = sum.add((BigDecimal) value);
    }
    if (sum.precision() > DecimalType.MAX_PRECISION) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          "The sum has more than %d digits".formatted(DecimalType.MAX_PRECISION));
    }
    return sum;
  }

  private static double total(List<Object> values) {
    double total = 0;
    for (Object value : values) {
      total += ((Number) value).doubleValue();
    }
    return total;
  }

  private static ScalarFunction number(
      String name,
      List<String> aliases,
      String sentence,
      String example,
      Function<DataType, DataType> result,
      Function<List<Object>, @Nullable Object> function) {
    return ScalarDefinition.named(CATEGORY, name, aliases.toArray(String[]::new))
        .says(sentence, example)
        .form(name + "(array)", types -> {
          if (types.size() != 1
              || !(types.get(0) instanceof ArrayType array)
              || !array.element().isNumeric()) {
            return Optional.empty();
          }
          DataType type = result.apply(array.element());
          return Optional.of(ScalarImplementation.ofRows(
              List.of(DataType.array(type)),
              type,
              Nulls.NULLABLE,
              row -> function.apply(present(list(row, 0)))));
        })
        .build();
  }

  /** What a function of one array makes of its elements of a type. */
  private interface OfElements {
    Object apply(DataType element, List<?> elements);
  }

  private static ScalarFunction any(
      String name, List<String> aliases, String sentence, String example, OfElements function) {
    return ScalarDefinition.named(CATEGORY, name, aliases.toArray(String[]::new))
        .says(sentence, example)
        .form(
            name + "(array)",
            types -> types.size() == 1 && types.get(0) instanceof ArrayType array
                ? Optional.of(ScalarImplementation.ofRows(
                    types,
                    DataType.BIGINT,
                    Nulls.STRICT,
                    row -> function.apply(array.element(), list(row, 0))))
                : Optional.empty())
        .build();
  }

  private static ScalarFunction pair(
      String name,
      List<String> aliases,
      String sentence,
      String example,
      BiPredicate<Set<ByteBuffer>, Set<ByteBuffer>> predicate) {
    return ScalarDefinition.named(CATEGORY, name, aliases.toArray(String[]::new))
        .says(sentence, example)
        .form(name + "(array, array)", types -> {
          return Elements.common(types)
              .map(element -> ScalarImplementation.ofRows(
                  Collections.nCopies(2, DataType.array(element)),
                  DataType.BOOLEAN,
                  Nulls.STRICT,
                  row -> predicate.test(keys(element, list(row, 0)), keys(element, list(row, 1)))));
        })
        .build();
  }

  private static Set<ByteBuffer> keys(DataType element, List<?> list) {
    Set<ByteBuffer> keys = new HashSet<>();
    for (Object value : present(list)) {
      keys.add(Elements.key(element, value));
    }
    return keys;
  }
}
