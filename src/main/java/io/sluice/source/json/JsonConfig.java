package io.sluice.source.json;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The options of JSON scans. */
final class JsonConfig implements ConfigExtension {
  static final ConfigOption<Long> SAMPLE_BYTES = ConfigOption.ofLong(
      "json.sample_bytes",
      1L << 20,
      64,
      64L << 20,
      "bytes",
      "How much of the files' beginnings is read to find their format, columns and types: of each of n files an nth part, and 64 KiB at least.");

  static final ConfigOption<Long> READ_BYTES = ConfigOption.ofLong(
      "json.read_bytes",
      1L << 20,
      64,
      64L << 20,
      "bytes",
      "How much one read of a scan brings, less in a pool of less than 512 times as much. A partition has one such piece at work and one read ahead.");

  static final ConfigOption<Long> SPLIT_BYTES = ConfigOption.ofLong(
      "json.split_bytes",
      32L << 20,
      64,
      1L << 40,
      "bytes",
      "How much of a newline-delimited file one split reads, and a 10,000th part of it at least. Other and compressed files are one split.");

  static final ConfigOption<Long> MAX_RECORD_BYTES = ConfigOption.ofLong(
      "json.max_record_bytes", 16L << 20, 64, 1L << 30, "bytes", "The longest record.");

  private static final String AUTO = "auto";

  static final ConfigOption<String> FORMAT = ConfigOption.ofString(
      "json.format",
      AUTO,
      text -> text.equals(AUTO) || find(text).isPresent(),
      "one of 'auto', 'newline_delimited', 'array', 'unstructured'",
      "How records follow each other: 'newline_delimited' for one a line, 'array' for one array of all, 'unstructured' for any white space between and in"
          + " them, or 'auto' to find it.");

  static final ConfigOption<Long> MAP_INFERENCE_THRESHOLD = ConfigOption.ofLong(
      "json.map_inference_threshold",
      200,
      0,
      1L << 20,
      "names",
      "An object in a column that shows more names than this in the sample is a MAP and not a ROW.");

  static final ConfigOption<Long> MAXIMUM_DEPTH = ConfigOption.ofLong(
      "json.maximum_depth",
      32,
      0,
      256,
      "levels",
      "Objects and arrays that lie deeper than this in a column are VARCHAR with their JSON.");

  @Override
  public String prefix() {
    return "json";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of(
        SAMPLE_BYTES,
        READ_BYTES,
        SPLIT_BYTES,
        MAX_RECORD_BYTES,
        FORMAT,
        MAP_INFERENCE_THRESHOLD,
        MAXIMUM_DEPTH);
  }

  /** The layout, or empty to find it. */
  static Optional<JsonLayout> layout(ConfigValues config) {
    return find(config.get(FORMAT));
  }

  private static Optional<JsonLayout> find(String name) {
    return Stream.of(JsonLayout.values())
        .filter(layout -> layout.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
