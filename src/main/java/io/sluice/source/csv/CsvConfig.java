package io.sluice.source.csv;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The options of CSV scans. */
final class CsvConfig implements ConfigExtension {
  static final ConfigOption<Long> SAMPLE_BYTES = ConfigOption.ofLong(
      "csv.sample_bytes",
      1L << 20,
      64,
      64L << 20,
      "bytes",
      "How much of a file's beginning is read to find its delimiter, header and types.");

  static final ConfigOption<Long> READ_BYTES = ConfigOption.ofLong(
      "csv.read_bytes",
      1L << 20,
      64,
      64L << 20,
      "bytes",
      "How much one read of a scan brings, less in a pool of less than 512 times as much. A partition has one such piece at work and one read ahead.");

  static final ConfigOption<Long> MAX_RECORD_BYTES = ConfigOption.ofLong(
      "csv.max_record_bytes",
      16L << 20,
      64,
      1L << 30,
      "bytes",
      "The longest record; a quote that is never closed ends here.");

  static final ConfigOption<String> DELIMITER = ConfigOption.ofString(
      "csv.delimiter",
      "auto",
      "What stands between values: one ASCII character, 'tab', or 'auto' for the one of , ; tab | that fits the file.");

  static final ConfigOption<String> HEADER = ConfigOption.ofString(
      "csv.header",
      "auto",
      "Whether the first record holds names: 'true', 'false', or 'auto' to compare it with the others.");

  @Override
  public String prefix() {
    return "csv";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of(SAMPLE_BYTES, READ_BYTES, MAX_RECORD_BYTES, DELIMITER, HEADER);
  }

  /** The delimiter, or empty to find it. */
  static Optional<Byte> delimiter(ConfigValues config) {
    String text = config.get(DELIMITER);
    if (text.equalsIgnoreCase("auto")) {
      return Optional.empty();
    }
    if (text.equalsIgnoreCase("tab")) {
      return Optional.of((byte) '\t');
    }
    boolean isPossible =
        text.length() == 1 && text.charAt(0) < 128 && "\"\r\n".indexOf(text.charAt(0)) < 0;
    if (!isPossible) {
      throw invalid(DELIMITER, "one ASCII character, 'tab' or 'auto'", text);
    }
    return Optional.of((byte) text.charAt(0));
  }

  /** Whether there is a header, or empty to find it out. */
  static Optional<Boolean> header(ConfigValues config) {
    String text = config.get(HEADER).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "auto" -> Optional.empty();
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> throw invalid(HEADER, "'true', 'false' or 'auto'", text);
    };
  }

  private static SluiceException invalid(ConfigOption<?> option, String expected, String got) {
    return new SluiceException(
        ErrorCode.INVALID_OPTION,
        "Option '%s' must be %s, but got '%s'".formatted(option.name(), expected, got));
  }
}
