package io.sluice.function.nested;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.RowType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Functions of ROWs. */
final class StructFunctions {
  private static final String CATEGORY = "rows";

  private StructFunctions() {}

  static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "struct_concat")
            .says(
                "A row of the fields of some rows, which have different names; of a row that is NULL the fields are NULL.",
                "struct_concat({'a': 1}, {'b': 2}) is {'a': 1, 'b': 2}")
            .form("struct_concat(row, ...)", StructFunctions::concat)
            .build(),
        ScalarDefinition.named(CATEGORY, "struct_merge")
            .says(
                "The first row with the fields of the second in the place of those with their names, and others at its end: struct_update(row, name := value).",
                "struct_merge({'a': 1, 'b': 2}, {'b': 3}) is {'a': 1, 'b': 3}")
            .form("struct_merge(row, row)", StructFunctions::merge)
            .build(),
        ScalarDefinition.named(CATEGORY, "struct_keys")
            .says("The names of the fields.", "struct_keys({'a': 1, 'b': 2}) is [a, b]")
            .form("struct_keys(row)", StructFunctions::keys)
            .build(),
        ScalarDefinition.named(CATEGORY, "struct_values")
            .says("The row without the names of its fields.", "")
            .form("struct_values(row)", StructFunctions::values)
            .build());
  }

  private static List<Field> fields(DataType type) {
    return ((RowType) type).fields();
  }

  private static Optional<ScalarImplementation> concat(List<DataType> types) {
    if (types.isEmpty() || !types.stream().allMatch(RowType.class::isInstance)) {
      return Optional.empty();
    }
    List<Field> all = new ArrayList<>();
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (DataType type : types) {
      for (Field field : fields(type)) {
        if (!field.name().isEmpty() && !names.add(field.name())) {
          throw new SluiceException(
              ErrorCode.SEMANTIC_ERROR, "Field '" + field.name() + "' is there twice");
        }
        all.add(new Field(field.name(), field.type(), true));
      }
    }
    return Optional.of(ScalarImplementation.ofRows(types, new RowType(all), Nulls.SEEN, row -> {
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < row.length; i++) {
        values.addAll(values(row[i], fields(types.get(i)).size()));
      }
      return values;
    }));
  }

  private static List<? extends @Nullable Object> values(@Nullable Object row, int count) {
    return row == null ? Collections.nCopies(count, null) : (List<?>) row;
  }

  private static Optional<ScalarImplementation> merge(List<DataType> types) {
    if (types.size() != 2 || !types.stream().allMatch(RowType.class::isInstance)) {
      return Optional.empty();
    }
    List<Field> merged = new ArrayList<>(fields(types.get(0)));
    List<Integer> places = new ArrayList<>();
    for (Field field : fields(types.get(1))) {
      int place = 0;
      while (place < merged.size() && !isNamed(merged.get(place), field.name())) {
        place++;
      }
      Field replacing = new Field(field.name(), field.type(), true);
      if (place < merged.size()) {
        merged.set(place, replacing);
      } else {
        merged.add(replacing);
      }
      places.add(place);
    }
    int firstCount = fields(types.get(0)).size();
    return Optional.of(ScalarImplementation.ofRows(types, new RowType(merged), Nulls.SEEN, row -> {
      List<@Nullable Object> values = new ArrayList<>(values(row[0], firstCount));
      values.addAll(Collections.nCopies(merged.size() - firstCount, null));
      List<?> newer = values(row[1], places.size());
      for (int i = 0; i < places.size(); i++) {
        values.set(places.get(i), newer.get(i));
      }
      return values;
    }));
  }

  private static boolean isNamed(Field field, String name) {
    return field.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
  }

  private static Optional<ScalarImplementation> keys(List<DataType> types) {
    if (types.size() != 1
        || !(types.get(0) instanceof RowType row)
        || row.fields().stream().anyMatch(field -> field.name().isEmpty())) {
      return Optional.empty();
    }
    List<String> names = row.fields().stream().map(Field::name).toList();
    return Optional.of(ScalarImplementation.ofRows(
        types, DataType.array(DataType.VARCHAR), Nulls.STRICT, values -> names));
  }

  private static Optional<ScalarImplementation> values(List<DataType> types) {
    if (types.size() != 1 || !(types.get(0) instanceof RowType row)) {
      return Optional.empty();
    }
    List<Field> unnamed =
        row.fields().stream().map(field -> new Field("", field.type(), true)).toList();
    return Optional.of(ScalarImplementation.ofRows(
        types, new RowType(unnamed), Nulls.STRICT, values -> requireNonNull(values[0])));
  }
}
