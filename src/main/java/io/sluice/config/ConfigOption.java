package io.sluice.config;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One named setting: type, default, unit, description and the values it takes. Immutable and stateless; the values live in
 * {@link ConfigValues}.
 *
 * @param <T> {@link Long}, {@link Double}, {@link Boolean} or {@link String}
 */
public final class ConfigOption<T> {
  private final String name;
  private final Class<T> type;
  private final T defaultValue;
  private final String unit;
  private final String description;
  private final Function<String, @Nullable T> parser;
  private final Predicate<T> isAllowed;
  private final String expectation;
  private final Form form;

  /** How the value stands in a node's JSON. */
  private enum Form {
    PLAIN,
    LIST,
    SECRET_OBJECT,
    SECRET_TEXT
  }

  private ConfigOption(
      String name,
      Class<T> type,
      T defaultValue,
      String unit,
      String description,
      Function<String, @Nullable T> parser,
      Range<T> range) {
    this(name, type, defaultValue, unit, description, parser, range, Form.PLAIN);
  }

  private ConfigOption(
      String name,
      Class<T> type,
      T defaultValue,
      String unit,
      String description,
      Function<String, @Nullable T> parser,
      Range<T> range,
      Form form) {
    this.name = requireNonNull(name, "name");
    this.type = type;
    this.defaultValue = defaultValue;
    this.unit = unit;
    this.description = description;
    this.parser = parser;
    this.isAllowed = range.isAllowed();
    this.expectation = range.expectation();
    this.form = form;
  }

  private record Range<T>(Predicate<T> isAllowed, String expectation) {}

  /** A whole number from min to max. */
  public static ConfigOption<Long> ofLong(
      String name, long defaultValue, long min, long max, String unit, String description) {
    String expectation = max == Long.MAX_VALUE
        ? "a whole number from " + min
        : "a whole number from " + min + " to " + max;
    return new ConfigOption<>(
        name,
        Long.class,
        defaultValue,
        unit,
        description,
        ConfigOption::parseLong,
        new Range<>(value -> value >= min && value <= max, expectation));
  }

  /** A number from min to max. */
  public static ConfigOption<Double> ofDouble(
      String name, double defaultValue, double min, double max, String unit, String description) {
    return new ConfigOption<>(
        name,
        Double.class,
        defaultValue,
        unit,
        description,
        ConfigOption::parseDouble,
        new Range<>(value -> value >= min && value <= max, "a number from " + min + " to " + max));
  }

  public static ConfigOption<Boolean> ofBoolean(
      String name, boolean defaultValue, String description) {
    return new ConfigOption<>(
        name,
        Boolean.class,
        defaultValue,
        "",
        description,
        ConfigOption::parseBoolean,
        new Range<>(value -> true, "true or false"));
  }

  public static ConfigOption<String> ofString(
      String name, String defaultValue, String description) {
    return new ConfigOption<>(
        name,
        String.class,
        defaultValue,
        "",
        description,
        text -> text,
        new Range<>(value -> true, "a text"));
  }

  /**
   * A text of some form.
   *
   * @param expectation what the text has to look like, for instance {@code the name of a time zone}
   */
  public static ConfigOption<String> ofString(
      String name,
      String defaultValue,
      Predicate<String> isAllowed,
      String expectation,
      String description) {
    return new ConfigOption<>(
        name,
        String.class,
        defaultValue,
        "",
        description,
        text -> text,
        new Range<>(isAllowed, expectation));
  }

  /**
   * A list of texts, each of them allowed by the predicate. Its value is the texts with commas between them, so that no text may hold one; in JSON it is an
   * array. {@link ConfigValues#list} takes it apart.
   *
   * @param expectation what the list has to look like, for instance {@code an array of host names}
   */
  public static ConfigOption<String> ofList(
      String name,
      List<String> defaultValue,
      Predicate<String> isElement,
      String expectation,
      String description) {
    return new ConfigOption<>(
        name,
        String.class,
        String.join(",", defaultValue),
        "",
        description,
        text -> text,
        new Range<>(text -> elements(text).stream().allMatch(isElement), expectation),
        Form.LIST);
  }

  /**
   * An object that may hold passwords, so that no message shows it. Its value is the text of its JSON, {@code {}} by default.
   *
   * @param expectation what the object has to look like, for instance {@code an object of databases by name}
   */
  public static ConfigOption<String> ofSecretObject(
      String name, String expectation, String description) {
    return new ConfigOption<>(
        name,
        String.class,
        "{}",
        "",
        description,
        text -> text,
        new Range<>(text -> true, expectation),
        Form.SECRET_OBJECT);
  }

  /** A text that no message shows; empty by default. */
  public static ConfigOption<String> ofSecret(String name, String description) {
    return new ConfigOption<>(
        name,
        String.class,
        "",
        "",
        description,
        text -> text,
        new Range<>(text -> true, "a text"),
        Form.SECRET_TEXT);
  }

  /** The elements of a list option's value. */
  static List<String> elements(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }

  private static @Nullable Long parseLong(String text) {
    try {
      return Long.valueOf(text.trim());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Double parseDouble(String text) {
    try {
      Double value = Double.valueOf(text.trim());
      return value.isNaN() || value.isInfinite() ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Boolean parseBoolean(String text) {
    return switch (text.trim().toLowerCase(java.util.Locale.ROOT)) {
      case "true", "on" -> Boolean.TRUE;
      case "false", "off" -> Boolean.FALSE;
      default -> null;
    };
  }

  public String name() {
    return name;
  }

  public Class<T> type() {
    return type;
  }

  public T defaultValue() {
    return defaultValue;
  }

  /** Whether it was made by {@link #ofList}. */
  public boolean isList() {
    return form == Form.LIST;
  }

  /** Whether it was made by {@link #ofSecretObject}. */
  public boolean isObject() {
    return form == Form.SECRET_OBJECT;
  }

  /** Whether its value is never shown. */
  public boolean isSecret() {
    return form == Form.SECRET_OBJECT || form == Form.SECRET_TEXT;
  }

  /** The unit of a number, for instance {@code bytes} or {@code milliseconds}; empty where there is none. */
  public String unit() {
    return unit;
  }

  public String description() {
    return description;
  }

  /** What a value has to look like, for instance {@code a whole number from 1}. */
  public String expectation() {
    return expectation;
  }

  /**
   * The value a text stands for.
   *
   * @throws SluiceException of code INVALID_OPTION when the text is not a value this option takes
   */
  public T parse(String text) {
    T value = parser.apply(text);
    if (value == null || !isAllowed.test(value)) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "Option '%s' must be %s, but got '%s'".formatted(name, expectation, text));
    }
    return value;
  }

  @Override
  public String toString() {
    return name;
  }
}
