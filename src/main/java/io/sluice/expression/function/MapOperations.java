package io.sluice.expression.function;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of MAPs. */
public final class MapOperations {
  private MapOperations() {}

  /** Of keys and values in turn. */
  public static NestedOperation map() {
    return arguments -> {
      Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
      for (int i = 0; i + 1 < arguments.length; i += 2) {
        put(entries, arguments[i], arguments[i + 1]);
      }
      return entries;
    };
  }

  /** Of an ARRAY of keys and one of values; NULL where one of them is. */
  public static NestedOperation fromArrays() {
    return arguments -> {
      if (arguments[0] == null || arguments[1] == null) {
        return null;
      }
      List<?> keys = (List<?>) arguments[0];
      List<?> values = (List<?>) arguments[1];
      if (keys.size() != values.size()) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "A MAP has a value for each key, but got %d keys and %d values"
                .formatted(keys.size(), values.size()));
      }
      Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        put(entries, keys.get(i), values.get(i));
      }
      return entries;
    };
  }

  private static void put(
      Map<Object, @Nullable Object> entries, @Nullable Object key, @Nullable Object value) {
    if (key == null) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "A key of a MAP is NULL; leave it out or give it a value");
    }
    if (entries.containsKey(key)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "The key " + key + " stands twice in a MAP");
    }
    entries.put(key, value);
  }

  public static NestedOperation value() {
    return arguments -> arguments[0] == null ? null : entries(arguments).get(arguments[1]);
  }

  public static NestedOperation size() {
    return arguments ->
        arguments[0] == null ? null : (Object) (long) entries(arguments).size();
  }

  public static NestedOperation keys() {
    return arguments ->
        arguments[0] == null ? null : new ArrayList<>(entries(arguments).keySet());
  }

  public static NestedOperation values() {
    return arguments ->
        arguments[0] == null ? null : new ArrayList<>(entries(arguments).values());
  }

  public static NestedOperation entries() {
    return arguments -> {
      if (arguments[0] == null) {
        return null;
      }
      List<List<?>> rows = new ArrayList<>();
      entries(arguments)
          .forEach(
              (key, value) -> rows.add(Collections.unmodifiableList(Arrays.asList(key, value))));
      return rows;
    };
  }

  private static Map<?, ?> entries(@Nullable Object[] arguments) {
    if (arguments[0] instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalStateException("not a MAP");
  }
}
