package io.sluice.cli.print;

import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of Markdown, numbers right. Bars are written {@code \|}, line ends {@code <br>}. */
final class MarkdownPrinter implements ResultPrinter {
  private final Writer out;
  private Schema schema = Schema.EMPTY;

  MarkdownPrinter(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Schema resultSchema) throws IOException {
    schema = resultSchema;
    StringBuilder names = new StringBuilder("|");
    StringBuilder rule = new StringBuilder("|");
    for (int i = 0; i < schema.size(); i++) {
      names.append(' ').append(escape(schema.field(i).name())).append(" |");
      rule.append(schema.type(i).isNumeric() ? "---:|" : "---|");
    }
    out.write(names.append('\n').append(rule).append('\n').toString());
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < values.size(); i++) {
      line.append(' ')
          .append(escape(ValueText.format(schema.type(i), values.get(i))))
          .append(" |");
    }
    out.write(line.append('\n').toString());
  }

  private static String escape(String text) {
    return TextCells.escape(
        text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\r\n|\r|\n", "<br>"));
  }

  @Override
  public void end() {}
}
