package io.sluice.cli;

import io.sluice.type.Schema;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one result as it comes: {@link #begin} once, {@link #row} for each row, {@link #end} once. Used by one thread at a time. */
interface ResultPrinter {
  void begin(Schema schema) throws IOException;

  /** @param values in the form of {@link io.sluice.type.Literal#value()} */
  void row(List<? extends @Nullable Object> values) throws IOException;

  void end() throws IOException;

  /** The forms a result can have. */
  enum Format {
    TABLE,
    CSV,
    JSON;

    ResultPrinter printer(Writer out) {
      return switch (this) {
        case TABLE -> new TablePrinter(out);
        case CSV -> new CsvPrinter(out);
        case JSON -> new JsonPrinter(out);
      };
    }
  }
}
