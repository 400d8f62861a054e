package io.sluice.cli.print;

import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values between tabs, with a header line. Tabs, line ends and backslashes in them are written {@code \t}, {@code \n}, {@code \r}, {@code \\}, and NULL is {@code \N}, as PostgreSQL's COPY has it. */
final class TsvPrinter implements ResultPrinter {
  private final Writer out;
  private Schema schema = Schema.EMPTY;

  TsvPrinter(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Schema resultSchema) throws IOException {
    schema = resultSchema;
    for (int i = 0; i < schema.size(); i++) {
      out.write(i == 0 ? "" : "\t");
      out.write(escape(schema.field(i).name()));
    }
    out.write('\n');
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      out.write(i == 0 ? "" : "\t");
      out.write(value == null ? "\\N" : escape(ValueText.format(schema.type(i), value)));
    }
    out.write('\n');
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  @Override
  public void end() {}
}
