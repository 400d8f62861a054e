package io.sluice.source.csv;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.file.FileWriter;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.extension.file.WriteOptions;
import io.sluice.source.file.TextOutput;
import io.sluice.type.Schema;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes CSV files: {@code COPY t TO 't.csv' (HEADER false, DELIMITER ';')}. */
final class CsvWriterFormat implements FileWriterFormat {
  static final String HEADER = "header";
  static final String DELIMITER = "delimiter";
  static final String QUOTE = "quote";
  static final String NULL = "null";

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<String> extensions() {
    return List.of("csv", "csv.gz", "tsv", "tsv.gz");
  }

  @Override
  public String extension(Map<String, String> options) {
    return TextOutput.extension("csv", options);
  }

  @Override
  public Map<String, String> impliedOptions(String fileName) {
    Map<String, String> implied = new HashMap<>(TextOutput.impliedOptions(fileName));
    String lower = fileName.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".tsv") || lower.endsWith(".tsv.gz")) {
      implied.put(DELIMITER, "tab");
    }
    return implied;
  }

  @Override
  public List<String> optionNames() {
    return List.of(HEADER, DELIMITER, QUOTE, NULL, TextOutput.COMPRESSION);
  }

  @Override
  public void check(Schema schema, Map<String, String> options) {
    TextOutput.isCompressed(options);
    CsvStyle.of(options);
    if (schema.size() == 0) {
      throw new SluiceException(ErrorCode.INVALID_ARGUMENT, "A CSV file needs at least one column");
    }
  }

  @Override
  public FileWriter create(Path file, Schema schema, Map<String, String> options) {
    return new CsvOutput(file, schema, options);
  }

  /**
   * How values are told apart.
   *
   * @param nullText stands for NULL, without quotes
   */
  record CsvStyle(boolean hasHeader, char delimiter, char quote, String nullText) {
    static CsvStyle of(Map<String, String> options) {
      WriteOptions values = new WriteOptions(options);
      CsvStyle style = new CsvStyle(
          values.isTrue(HEADER, true),
          values.character(DELIMITER, ','),
          values.character(QUOTE, '"'),
          values.text(NULL, ""));
      if (style.delimiter == style.quote) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT, "DELIMITER and QUOTE must be different characters");
      }
      return style;
    }
  }
}
