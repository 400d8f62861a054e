package io.sluice.cli;

import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table for people: a header, a line, rows, and their number. Numbers stand right, NULL is written out. Columns are as wide as the first {@link #SAMPLE_ROWS} rows
 * need, so that no more than those are kept; a wider value further down shifts its own row only.
 */
final class TablePrinter implements ResultPrinter {
  static final int SAMPLE_ROWS = 1000;

  private final Writer out;
  private final List<List<String>> sample = new ArrayList<>();
  private Schema schema = Schema.EMPTY;
  private int[] widths = {};
  private boolean isStreaming;
  private long rowCount;

  TablePrinter(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Schema resultSchema) {
    schema = resultSchema;
    widths = new int[schema.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = DisplayWidth.of(escape(schema.field(i).name()));
    }
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    rowCount++;
    List<String> texts = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      texts.add(escape(ValueText.format(schema.type(i), values.get(i))));
    }
    if (isStreaming) {
      writeRow(texts);
      return;
    }
    sample.add(texts);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], DisplayWidth.of(texts.get(i)));
    }
    if (sample.size() == SAMPLE_ROWS) {
      writeSample();
    }
  }

  private void writeSample() throws IOException {
    isStreaming = true;
    writeHeader();
    for (List<String> row : sample) {
      writeRow(row);
    }
    sample.clear();
  }

  private void writeHeader() throws IOException {
    StringBuilder rule = new StringBuilder();
    List<String> names = new ArrayList<>(schema.size());
    for (Field field : schema.fields()) {
      rule.append(names.isEmpty() ? "" : "+").append("-".repeat(widths[names.size()] + 2));
      names.add(escape(field.name()));
    }
    writeRow(names);
    out.write(rule.append('\n').toString());
  }

  private void writeRow(List<String> texts) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      String blanks = " ".repeat(Math.max(0, widths[i] - DisplayWidth.of(text)));
      line.append(i == 0 ? " " : " | ");
      if (schema.type(i).isNumeric()) {
        line.append(blanks).append(text);
      } else {
        line.append(text).append(blanks);
      }
    }
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') {
      end--;
    }
    line.setLength(end);
    out.write(line.append('\n').toString());
  }

  /** Control characters would break the table. */
  private static String escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return text.codePoints()
            .collect(StringBuilder::new, TablePrinter::appendEscaped, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  private static void appendEscaped(StringBuilder line, int codePoint) {
    switch (codePoint) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (Character.isISOControl(codePoint)) {
          line.append(String.format("\\u%04x", codePoint));
        } else {
          line.appendCodePoint(codePoint);
        }
      }
    }
  }

  @Override
  public void end() throws IOException {
    if (!isStreaming) {
      writeSample();
    }
    out.write(rowCount == 1 ? "(1 row)\n" : "(" + rowCount + " rows)\n");
  }
}
