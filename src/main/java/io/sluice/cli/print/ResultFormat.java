package io.sluice.cli.print;

import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The forms a result can have. */
public enum ResultFormat {
  /** Columns under each other, for people. */
  TABLE,
  /** A line a value, for people who read wide rows. */
  VERTICAL,
  CSV,
  TSV,
  JSON,
  /** A JSON object a line. */
  NDJSON,
  /** A table of Markdown. */
  MARKDOWN;

  /** The name by which users ask for it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> texts() {
    return Arrays.stream(values()).map(ResultFormat::text).toList();
  }

  /** Whether people read it, who want to know how many rows there were. */
  public boolean isForPeople() {
    return this == TABLE || this == VERTICAL;
  }

  /** A printer of all characters of all values, whose tables end with the number of their rows. */
  public ResultPrinter printer(Writer out) {
    return printer(out, TablePrinter.Layout.WHOLE);
  }

  /** @param layout of tables */
  public ResultPrinter printer(Writer out, TablePrinter.Layout layout) {
    return switch (this) {
      case TABLE -> new TablePrinter(out, layout);
      case VERTICAL -> new VerticalPrinter(out);
      case CSV -> new CsvPrinter(out);
      case TSV -> new TsvPrinter(out);
      case JSON -> new JsonPrinter(out, true);
      case NDJSON -> new JsonPrinter(out, false);
      case MARKDOWN -> new MarkdownPrinter(out);
    };
  }
}
