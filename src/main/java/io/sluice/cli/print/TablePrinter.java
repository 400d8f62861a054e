package io.sluice.cli.print;

import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table for people: a header, a line, rows. Numbers stand right, NULL is written out. Columns are as wide as the first {@link #SAMPLE_ROWS} rows need, so that no
 * more than those are kept; a wider value further down shifts its own row only. Where the layout has a width, columns shrink to it as far as they can, and values that
 * do not fit are shortened.
 */
public final class TablePrinter implements ResultPrinter {
  static final int SAMPLE_ROWS = 1000;

  private static final int MIN_SHRUNK_CELLS = 10;

  private final Writer out;
  private final Layout layout;
  private final List<List<String>> sample = new ArrayList<>();
  private Schema schema = Schema.EMPTY;
  private int[] widths = {};
  private boolean isStreaming;
  private long rowCount;

  /**
   * How a table is laid out.
   *
   * @param maxCells how many cells a line should take at most
   * @param hasRowCount whether the number of rows stands below it
   */
  public record Layout(int maxCells, boolean hasRowCount) {
    /** Every value whole. */
    public static final Layout WHOLE = new Layout(Integer.MAX_VALUE, true);
  }

  TablePrinter(Writer out, Layout layout) {
    this.out = out;
    this.layout = layout;
  }

  @Override
  public void begin(Schema resultSchema) {
    schema = resultSchema;
    widths = new int[schema.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = DisplayWidth.of(TextCells.escape(schema.field(i).name()));
    }
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    rowCount++;
    List<String> texts = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      texts.add(TextCells.escape(ValueText.format(schema.type(i), values.get(i))));
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
    shrink();
    writeHeader();
    for (List<String> row : sample) {
      writeRow(row);
    }
    sample.clear();
  }

  /** Takes cells from the widest column until a line fits. */
  private void shrink() {
    if (layout.maxCells() == Integer.MAX_VALUE) {
      return;
    }
    int cells = 3 * widths.length - 1;
    for (int width : widths) {
      cells += width;
    }
    while (cells > layout.maxCells()) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= MIN_SHRUNK_CELLS) {
        return;
      }
      widths[widest]--;
      cells--;
    }
  }

  private void writeHeader() throws IOException {
    StringBuilder rule = new StringBuilder();
    List<String> names = new ArrayList<>(schema.size());
    for (Field field : schema.fields()) {
      rule.append(names.isEmpty() ? "" : "+").append("-".repeat(widths[names.size()] + 2));
      names.add(TextCells.escape(field.name()));
    }
    writeRow(names);
    out.write(rule.append('\n').toString());
  }

  private void writeRow(List<String> texts) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      String text = layout.maxCells() == Integer.MAX_VALUE
          ? texts.get(i)
          : TextCells.shorten(texts.get(i), widths[i]);
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

  @Override
  public void end() throws IOException {
    if (!isStreaming) {
      writeSample();
    }
    if (layout.hasRowCount()) {
      out.write(rowCount == 1 ? "(1 row)\n" : "(" + rowCount + " rows)\n");
    }
  }
}
