package io.sluice.cli.print;

import io.sluice.type.CsvText;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV with a header line, quoted as RFC 4180 has it. Lines end in a line feed. NULL is an empty field, an empty text a quoted one. */
final class CsvPrinter implements ResultPrinter {
  private final Writer out;
  private Schema schema = Schema.EMPTY;

  CsvPrinter(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Schema resultSchema) throws IOException {
    schema = resultSchema;
    String separator = "";
    for (Field field : schema.fields()) {
      out.write(separator);
      out.write(CsvText.quoted(field.name()));
      separator = ",";
    }
    out.write('\n');
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      Object value = values.get(i);
      if (value != null) {
        out.write(CsvText.quoted(ValueText.format(schema.type(i), value)));
      }
    }
    out.write('\n');
  }

  @Override
  public void end() {}
}
