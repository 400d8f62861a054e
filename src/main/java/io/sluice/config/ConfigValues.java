package io.sluice.config;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of options with the values that differ from their defaults. Option names are compared without case. A session's settings
 * are one of these, and so is a node's configuration.
 */
public final class ConfigValues {
  private final Map<String, ConfigOption<?>> options;
  private final Map<String, Object> values;

  private ConfigValues(Map<String, ConfigOption<?>> options, Map<String, Object> values) {
    this.options = options;
    this.values = values;
  }

  /** All defaults. Two options of one name are a mistake of the caller. */
  public static ConfigValues of(Collection<? extends ConfigOption<?>> options) {
    Map<String, ConfigOption<?>> byName = new TreeMap<>();
    for (ConfigOption<?> option : options) {
      if (byName.put(key(option.name()), option) != null) {
        throw new IllegalArgumentException("Option '" + option.name() + "' is declared twice");
      }
    }
    return new ConfigValues(byName, Map.of());
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The value of an option; its default where none was set, or where the option is not declared here. */
  public <T> T get(ConfigOption<T> option) {
    Object value = values.get(key(option.name()));
    return value == null ? option.defaultValue() : option.type().cast(value);
  }

  /** {@link #get} of a whole number that fits an {@code int}. */
  public int getInt(ConfigOption<Long> option) {
    return Math.toIntExact(get(option));
  }

  /** The elements of an option that is a list. */
  public List<String> list(ConfigOption<String> option) {
    return ConfigOption.elements(get(option));
  }

  /**
   * A copy with one option set.
   *
   * @throws SluiceException of code INVALID_OPTION for an unknown name or a value that the option does not take
   */
  public ConfigValues with(String name, String text) {
    ConfigOption<?> option = option(name);
    return withValue(option, option.parse(text));
  }

  /** A copy with one option back at its default. */
  public ConfigValues withDefault(String name) {
    option(name);
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.remove(key(name));
    return new ConfigValues(options, changed);
  }

  public <T> ConfigValues with(ConfigOption<T> option, T value) {
    return withValue(option(option.name()), value);
  }

  private ConfigValues withValue(ConfigOption<?> option, @Nullable Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.put(key(option.name()), option.type().cast(value));
    return new ConfigValues(options, changed);
  }

  /**
   * A declared option by name.
   *
   * @throws SluiceException of code INVALID_OPTION, with the nearest name where there is one
   */
  public ConfigOption<?> option(String name) {
    ConfigOption<?> option = options.get(key(name));
    if (option == null) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "Unknown option '" + name + "'" + NearestName.hint(name, options.keySet()));
    }
    return option;
  }

  /** All declared options, by name. */
  public Collection<ConfigOption<?>> options() {
    return options.values();
  }

  /** The text of an option's present value, as {@link #with(String, String)} takes it. */
  public String text(ConfigOption<?> option) {
    return String.valueOf(get(option));
  }

  /** What differs from the defaults, by name, for the wire. */
  public Map<String, String> overrides() {
    Map<String, String> texts = new TreeMap<>();
    values.forEach((name, value) -> texts.put(name, value.toString()));
    return texts;
  }
}
