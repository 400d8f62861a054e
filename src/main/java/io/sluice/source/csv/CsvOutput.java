package io.sluice.source.csv;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.source.file.TextOutput;
import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;

/**
 * A CSV file, quoted as RFC 4180 has it, with line feeds. Values that would be read as something else are quoted: empty texts, and texts that equal the one for
 * NULL.
 */
final class CsvOutput extends TextOutput {
  private final Schema schema;
  private final CsvWriterFormat.CsvStyle style;

  CsvOutput(Path file, Schema schema, Map<String, String> options) {
    super(file, options);
    this.schema = schema;
    this.style = CsvWriterFormat.CsvStyle.of(options);
    if (style.hasHeader()) {
      try {
        for (int i = 0; i < schema.size(); i++) {
          separate(i);
          value(schema.field(i).name());
        }
        text().write('\n');
      } catch (IOException e) {
        close();
        throw failure(e);
      }
    }
  }

  @Override
  public void write(RecordBatch batch) {
    try {
      for (int i = 0; i < batch.rowCount(); i++) {
        int row = batch.rowAt(i);
        for (int column = 0; column < schema.size(); column++) {
          separate(column);
          Vector values = batch.column(column);
          if (values.isNull(row)) {
            text().write(style.nullText());
          } else {
            value(ValueText.format(schema.type(column), values.value(row)));
          }
        }
        text().write('\n');
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void separate(int column) throws IOException {
    if (column > 0) {
      text().write(style.delimiter());
    }
  }

  private void value(String value) throws IOException {
    Writer out = text();
    if (!needsQuotes(value)) {
      out.write(value);
      return;
    }
    char quote = style.quote();
    out.write(quote);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == quote) {
        out.write(quote);
      }
      out.write(c);
    }
    out.write(quote);
  }

  private boolean needsQuotes(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == style.delimiter() || c == style.quote() || c == '\n' || c == '\r') {
        return true;
      }
    }
    return value.isEmpty() || value.equals(style.nullText());
  }
}
