package io.sluice.cli.print;

import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line a value, with the name of its column before it, and a heading a row. */
final class VerticalPrinter implements ResultPrinter {
  private static final int HEADING_CELLS = 40;

  private final Writer out;
  private final List<String> names = new ArrayList<>();
  private Schema schema = Schema.EMPTY;
  private long rowCount;

  VerticalPrinter(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Schema resultSchema) {
    schema = resultSchema;
    int width = 0;
    for (int i = 0; i < schema.size(); i++) {
      names.add(TextCells.escape(schema.field(i).name()));
      width = Math.max(width, DisplayWidth.of(names.get(i)));
    }
    for (int i = 0; i < names.size(); i++) {
      names.set(i, names.get(i) + " ".repeat(width - DisplayWidth.of(names.get(i))));
    }
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    rowCount++;
    String heading = "-[ row " + rowCount + " ]";
    StringBuilder text = new StringBuilder(heading)
        .append("-".repeat(Math.max(0, HEADING_CELLS - heading.length())))
        .append('\n');
    for (int i = 0; i < values.size(); i++) {
      String value = TextCells.escape(ValueText.format(schema.type(i), values.get(i)));
      text.append((names.get(i) + " | " + value).stripTrailing()).append('\n');
    }
    out.write(text.toString());
  }

  @Override
  public void end() {}
}
