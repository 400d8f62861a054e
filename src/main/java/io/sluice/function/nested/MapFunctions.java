package io.sluice.function.nested;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.Conversions;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.ValueBytes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Functions of MAPs beside those that the validator itself knows. */
public final class MapFunctions {
  private static final String CATEGORY = "maps";

  private MapFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "map_contains", "map_contains_key")
            .says("Whether a map has a key.", "map_contains(MAP['a', 1], 'a') is true")
            .form("map_contains(map, key)", MapFunctions::contains)
            .build(),
        ScalarDefinition.named(CATEGORY, "map_from_entries")
            .says(
                "The map of an array of rows of a key and a value; a key that is NULL or there twice is an error.",
                "map_from_entries(ARRAY[ROW('a', 1)]) is {a=1}")
            .form("map_from_entries(entries)", MapFunctions::fromEntries)
            .build());
  }

  private static Optional<ScalarImplementation> contains(List<DataType> types) {
    if (types.size() != 2
        || !(types.get(0) instanceof MapType map)
        || !Conversions.isPossible(List.of(types.get(1)), List.of(map.key()))) {
      return Optional.empty();
    }
    return Optional.of(ScalarImplementation.ofRows(
        List.of(map, map.key()), DataType.BOOLEAN, Nulls.STRICT, row -> {
          byte[] wanted = ValueBytes.encode(map.key(), requireNonNull(row[1]));
          return ((Map<?, ?>) requireNonNull(row[0]))
              .keySet().stream()
                  .anyMatch(key -> Arrays.equals(wanted, ValueBytes.encode(map.key(), key)));
        }));
  }

  private static Optional<ScalarImplementation> fromEntries(List<DataType> types) {
    if (types.size() != 1
        || !(types.get(0) instanceof ArrayType array)
        || !(array.element() instanceof RowType entry)
        || entry.fields().size() != 2) {
      return Optional.empty();
    }
    DataType map =
        DataType.map(entry.fields().get(0).type(), entry.fields().get(1).type());
    return Optional.of(ScalarImplementation.ofRows(
        types, map, Nulls.STRICT, row -> map((List<?>) requireNonNull(row[0]))));
  }

  private static Map<Object, @Nullable Object> map(List<?> entries) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (Object entry : entries) {
      Object key = entry == null ? null : ((List<?>) entry).get(0);
      if (entry == null || key == null) {
        throw new SluiceException(ErrorCode.INVALID_ARGUMENT, "A key of a MAP must not be NULL");
      }
      if (map.containsKey(key)) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT, "The key '%s' is there twice".formatted(key));
      }
      map.put(key, ((List<?>) entry).get(1));
    }
    return map;
  }
}
