package io.sluice.config;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Flattens a node's JSON to dotted names and gives each value to its option. Used once. */
final class NodeConfigReader {
  private static final String SESSION = "session";

  private final Map<String, String> session = new TreeMap<>();
  private final Set<String> seen = new HashSet<>();
  private ConfigValues values = ConfigValues.of(NodeOptions.ALL);

  ConfigValues values() {
    return values;
  }

  /** The options that the configuration names. */
  Set<String> named() {
    return seen;
  }

  Map<String, String> session() {
    return session;
  }

  void read(JsonObject json) {
    for (String key : json.fieldNames()) {
      Object value = json.getValue(key);
      if (!key.equals(SESSION)) {
        readValue(key, value);
      } else if (value instanceof JsonObject object) {
        readSession("", object);
      } else {
        throw mismatch(SESSION, "an object of session options", value);
      }
    }
  }

  private void readValue(String name, @Nullable Object value) {
    if (value instanceof JsonObject object && isGroup(name)) {
      for (String key : object.fieldNames()) {
        readValue(name + "." + key, object.getValue(key));
      }
      return;
    }
    if (isGroup(name)) {
      throw mismatch(name, "an object of options", value);
    }
    ConfigOption<?> option = option(name, value);
    if (!seen.add(option.name())) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION, "Option '" + option.name() + "' is given twice");
    }
    values = values.with(option.name(), text(option, value));
  }

  /** Whether options begin with that name and a point. */
  private boolean isGroup(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ".";
    return values.options().stream().anyMatch(option -> option.name().startsWith(prefix));
  }

  /** The option of that name. An unknown object is followed to its first leaf, so that the message names an option and not a group. */
  private ConfigOption<?> option(String name, @Nullable Object value) {
    Set<String> names =
        values.options().stream().map(ConfigOption::name).collect(Collectors.toSet());
    if (names.contains(name.toLowerCase(Locale.ROOT))) {
      return values.option(name);
    }
    if (value instanceof JsonObject object && !object.isEmpty()) {
      String key = object.fieldNames().iterator().next();
      return option(name + "." + key, object.getValue(key));
    }
    return values.option(name);
  }

  private static String text(ConfigOption<?> option, @Nullable Object value) {
    if (option.isList()) {
      return listText(option, value);
    }
    if (option.isSecret()) {
      return secretText(option, value);
    }
    boolean isOfType = option.type() == Boolean.class
        ? value instanceof Boolean
        : option.type() == String.class ? value instanceof String : value instanceof Number;
    if (value == null || !isOfType) {
      throw mismatch(option.name(), option.expectation(), value);
    }
    return value.toString();
  }

  private static String secretText(ConfigOption<?> option, @Nullable Object value) {
    if (option.isObject() && value instanceof JsonObject object) {
      return object.encode();
    }
    if (!option.isObject() && value instanceof String text) {
      return text;
    }
    throw new SluiceException(
        ErrorCode.INVALID_OPTION,
        "Option '%s' must be %s".formatted(option.name(), option.expectation()));
  }

  private static String listText(ConfigOption<?> option, @Nullable Object value) {
    if (!(value instanceof JsonArray array)) {
      throw mismatch(option.name(), option.expectation(), value);
    }
    List<?> elements = array.getList();
    for (Object element : elements) {
      if (!(element instanceof String text) || text.isBlank() || text.contains(",")) {
        throw mismatch(option.name(), option.expectation(), value);
      }
    }
    return elements.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private void readSession(String prefix, JsonObject json) {
    for (String key : json.fieldNames()) {
      String name = prefix + key;
      Object value = json.getValue(key);
      if (value instanceof JsonObject object) {
        readSession(name + ".", object);
      } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
        session.put(name, value.toString());
      } else {
        throw mismatch(SESSION + "." + name, "a text, a number, true or false", value);
      }
    }
  }

  private static SluiceException mismatch(String name, String expectation, @Nullable Object value) {
    return new SluiceException(
        ErrorCode.INVALID_OPTION,
        "Option '%s' must be %s, but got %s".formatted(name, expectation, jsonText(value)));
  }

  private static String jsonText(@Nullable Object value) {
    return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
  }
}
