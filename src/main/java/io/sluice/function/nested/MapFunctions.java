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
import java.util.Collections;
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
            .build(),
        ScalarDefinition.named(CATEGORY, "map_extract")
            .says(
                "An array of the value of a key, empty where the map has no such key.",
                "map_extract(MAP['a', 1], 'a') is [1]")
            .form("map_extract(map, key)", MapFunctions::extract)
            .build(),
        ScalarDefinition.named(CATEGORY, "map_contains_value")
            .says("Whether a map has a value.", "map_contains_value(MAP['a', 1], 1) is true")
            .form("map_contains_value(map, value)", MapFunctions::containsValue)
            .build(),
        ScalarDefinition.named(CATEGORY, "map_contains_entry")
            .says(
                "Whether a map has a key with a value.",
                "map_contains_entry(MAP['a', 1], 'a', 2) is false")
            .form("map_contains_entry(map, key, value)", MapFunctions::containsEntry)
            .build(),
        ScalarDefinition.named(CATEGORY, "map_concat")
            .says(
                "The entries of all maps; of equal keys the last one's value. A map that is NULL counts as empty.",
                "map_concat(MAP['a', 1], MAP['b', 2]) is {a=1, b=2}")
            .form("map_concat(map, ...)", MapFunctions::concat)
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

  private static boolean isTaken(DataType argument, DataType parameter) {
    return Conversions.isPossible(List.of(argument), List.of(parameter));
  }

  private static Optional<ScalarImplementation> extract(List<DataType> types) {
    if (types.size() != 2
        || !(types.get(0) instanceof MapType map)
        || !isTaken(types.get(1), map.key())) {
      return Optional.empty();
    }
    return Optional.of(ScalarImplementation.ofRows(
        List.of(map, map.key()), DataType.array(map.value()), Nulls.SEEN, row -> {
          if (row[0] == null) {
            return null;
          }
          Object key = row[1] == null ? null : key(map.key(), (Map<?, ?>) row[0], row[1]);
          return key == null ? List.of() : Collections.singletonList(((Map<?, ?>) row[0]).get(key));
        }));
  }

  /** The key of a map that equals a value; null when there is none. */
  private static @Nullable Object key(DataType type, Map<?, ?> map, Object wanted) {
    byte[] bytes = ValueBytes.encode(type, wanted);
    for (Object key : map.keySet()) {
      if (Arrays.equals(bytes, ValueBytes.encode(type, key))) {
        return key;
      }
    }
    return null;
  }

  private static Optional<ScalarImplementation> containsValue(List<DataType> types) {
    if (types.size() != 2
        || !(types.get(0) instanceof MapType map)
        || !isTaken(types.get(1), map.value())) {
      return Optional.empty();
    }
    return Optional.of(ScalarImplementation.ofRows(
        List.of(map, map.value()), DataType.BOOLEAN, Nulls.STRICT, row -> {
          byte[] wanted = ValueBytes.encode(map.value(), requireNonNull(row[1]));
          return ((Map<?, ?>) requireNonNull(row[0]))
              .values().stream()
                  .anyMatch(value -> value != null
                      && Arrays.equals(wanted, ValueBytes.encode(map.value(), value)));
        }));
  }

  private static Optional<ScalarImplementation> containsEntry(List<DataType> types) {
    if (types.size() != 3
        || !(types.get(0) instanceof MapType map)
        || !isTaken(types.get(1), map.key())
        || !isTaken(types.get(2), map.value())) {
      return Optional.empty();
    }
    return Optional.of(ScalarImplementation.ofRows(
        List.of(map, map.key(), map.value()), DataType.BOOLEAN, Nulls.STRICT, row -> {
          Map<?, ?> entries = (Map<?, ?>) requireNonNull(row[0]);
          Object key = key(map.key(), entries, requireNonNull(row[1]));
          Object value = key == null ? null : entries.get(key);
          return value != null
              && Arrays.equals(
                  ValueBytes.encode(map.value(), value),
                  ValueBytes.encode(map.value(), requireNonNull(row[2])));
        }));
  }

  private static Optional<ScalarImplementation> concat(List<DataType> types) {
    if (types.isEmpty()
        || !(types.get(0) instanceof MapType map)
        || !types.stream().allMatch(map::equals)) {
      return Optional.empty();
    }
    return Optional.of(ScalarImplementation.ofRows(types, map, Nulls.SEEN, row -> {
      Map<Object, @Nullable Object> all = new LinkedHashMap<>();
      boolean isNull = true;
      for (Object part : row) {
        if (part != null) {
          isNull = false;
          ((Map<?, ?>) part).forEach((key, value) -> {
            Object known = key(map.key(), all, key);
            all.put(known == null ? key : known, value);
          });
        }
      }
      return isNull ? null : all;
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
