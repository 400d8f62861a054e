package io.sluice.source.jdbc;

import io.sluice.config.ConfigValues;
import io.sluice.config.SourceOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The databases that a node knows, by name. Immutable. */
final class JdbcDatabases {
  static final JdbcDatabases NONE = new JdbcDatabases(Map.of());

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final List<String> KEYS =
      List.of("url", "user", "password", "driver", "properties", "splits");
  private static final List<String> SPLIT_KEYS = List.of("column", "lower", "upper", "count");
  private static final int MAX_SPLITS = 10_000;

  private final Map<String, JdbcDatabase> byName;

  private JdbcDatabases(Map<String, JdbcDatabase> byName) {
    this.byName = byName;
  }

  /**
   * Those of {@code jdbc.databases}.
   *
   * @throws SluiceException of code INVALID_OPTION that says what is wrong, without any value that may be secret
   */
  static JdbcDatabases of(ConfigValues node) {
    JsonObject json = new JsonObject(node.get(SourceOptions.JDBC_DATABASES));
    JdbcLimits limits = JdbcLimits.of(node);
    Map<String, JdbcDatabase> found = new LinkedHashMap<>();
    for (String name : json.fieldNames()) {
      if (!NAME.matcher(name).matches()) {
        throw invalid("names a database '%s', which is no name of letters, digits and _", name);
      }
      JdbcDatabase database = new JdbcDatabase(login(name, json.getValue(name)), limits);
      if (found.put(name.toLowerCase(Locale.ROOT), database) != null) {
        throw invalid("names the database '%s' twice", name);
      }
    }
    return new JdbcDatabases(found);
  }

  private static JdbcLogin login(String name, @Nullable Object value) {
    if (!(value instanceof JsonObject json)) {
      throw invalid("must have an object with 'url' for database '%s'", name);
    }
    checkKeys(name, json, KEYS);
    String url = text(name, json, "url");
    if (!url.startsWith("jdbc:")) {
      throw invalid("must have a 'url' that begins with 'jdbc:' for database '%s'", name);
    }
    Map<String, String> properties = new LinkedHashMap<>();
    JsonObject more = object(name, json, "properties");
    more.fieldNames().forEach(key -> properties.put(key, String.valueOf(more.getValue(key))));
    for (String key : List.of("user", "password")) {
      if (json.containsKey(key)) {
        properties.put(key, text(name, json, key));
      }
    }
    Map<String, TableSplits> splits = new LinkedHashMap<>();
    JsonObject tables = object(name, json, "splits");
    for (String table : tables.fieldNames()) {
      splits.put(table.toLowerCase(Locale.ROOT), splits(name, object(name, tables, table)));
    }
    return new JdbcLogin(
        name,
        url,
        json.containsKey("driver") ? text(name, json, "driver") : "",
        properties,
        splits);
  }

  private static TableSplits splits(String name, JsonObject json) {
    checkKeys(name, json, SPLIT_KEYS);
    Object lower = json.getValue("lower");
    Object upper = json.getValue("upper");
    Object count = json.getValue("count");
    boolean isComplete = isWhole(lower) && isWhole(upper) && isWhole(count);
    if (!isComplete
        || json.getLong("lower") > json.getLong("upper")
        || json.getLong("count") < 1
        || json.getLong("count") > MAX_SPLITS) {
      throw invalid(
          "must have 'column', 'lower', 'upper' and a 'count' of 1 to " + MAX_SPLITS
              + " in each of 'splits' of database '%s'",
          name);
    }
    return new TableSplits(
        text(name, json, "column"),
        json.getLong("lower"),
        json.getLong("upper"),
        json.getInteger("count"));
  }

  private static boolean isWhole(@Nullable Object value) {
    return value instanceof Integer || value instanceof Long;
  }

  private static void checkKeys(String name, JsonObject json, List<String> known) {
    for (String key : json.fieldNames()) {
      if (!known.contains(key)) {
        throw invalid(
            "has '" + key + "' for database '%s'; known are " + String.join(", ", known), name);
      }
    }
  }

  private static String text(String name, JsonObject json, String key) {
    if (json.getValue(key) instanceof String text) {
      return text;
    }
    throw invalid("must have a text '" + key + "' for database '%s'", name);
  }

  private static JsonObject object(String name, JsonObject json, String key) {
    Object value = json.getValue(key);
    if (value == null) {
      return new JsonObject();
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw invalid("must have an object '" + key + "' for database '%s'", name);
  }

  private static SluiceException invalid(String what, String name) {
    return new SluiceException(
        ErrorCode.INVALID_OPTION,
        "Option '%s' %s".formatted(SourceOptions.JDBC_DATABASES, what.formatted(name)));
  }

  Collection<JdbcDatabase> all() {
    return byName.values();
  }

  /**
   * A database by name, compared without case.
   *
   * @throws SluiceException of code INVALID_ARGUMENT when the node has none of that name
   */
  JdbcDatabase find(String name) {
    JdbcDatabase database = byName.get(name.toLowerCase(Locale.ROOT));
    if (database == null) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "This node has no database '%s' in option '%s'%s"
              .formatted(
                  name,
                  SourceOptions.JDBC_DATABASES,
                  byName.isEmpty() ? "" : "; there are " + String.join(", ", byName.keySet())));
    }
    return database;
  }
}
