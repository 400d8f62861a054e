package io.sluice.function.nested;

import static io.sluice.function.nested.Elements.list;

import io.sluice.expression.RowFunction;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.expression.function.ArrayOperations;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The places of the elements in their order. */
final class GradeFunction {
  private GradeFunction() {}

  static List<ScalarFunction> all() {
    return List.of(ScalarDefinition.named("arrays", "list_grade_up", "array_grade_up")
        .says(
            "The places of the elements in the order that list_sort gives them.",
            "list_grade_up(ARRAY[30, 10, 20]) is [2, 3, 1]")
        .form("list_grade_up(array [, order [, place of nulls]])", GradeFunction::implementation)
        .build());
  }

  private static Optional<ScalarImplementation> implementation(List<DataType> types) {
    boolean isTaken = !types.isEmpty()
        && types.size() <= 3
        && types.get(0) instanceof ArrayType
        && types.stream().skip(1).allMatch(DataType.VARCHAR::equals);
    if (!isTaken) {
      return Optional.empty();
    }
    DataType element = ((ArrayType) types.get(0)).element();
    return Optional.of(ScalarImplementation.ofRows(
        types, DataType.array(DataType.BIGINT), Nulls.STRICT, grade(element)));
  }

  private static RowFunction grade(DataType element) {
    return row -> {
      List<? extends @Nullable Object> list = list(row, 0);
      Comparator<@Nullable Object> order = ArrayOperations.order(element, false, row);
      List<Long> places = new ArrayList<>();
      for (long place = 1; place <= list.size(); place++) {
        places.add(place);
      }
      places.sort((left, right) ->
          order.compare(list.get(left.intValue() - 1), list.get(right.intValue() - 1)));
      return places;
    };
  }
}
