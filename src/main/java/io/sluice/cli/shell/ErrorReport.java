package io.sluice.cli.shell;

import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import org.jline.utils.WCWidth;

/**
 * The text of an error for people: code and message, then the line at fault with a caret below the place.
 *
 * @param source where the statement comes from, for instance a file's name; empty for what was typed
 * @param firstLine the line of the source at which the statement begins, from 1
 */
record ErrorReport(String source, int firstLine) {
  /** An error of a statement. Lines are separated by line feeds; there is none at the end. */
  String of(SluiceException failure, String sql) {
    String message = String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    Position position = failure.position();
    String code = failure.code() + ": ";
    if (position == null) {
      return place(firstLine) + code + message;
    }
    int line = firstLine + position.line() - 1;
    String head = place(line) + code + message + " (" + new Position(line, position.column()) + ")";
    String[] lines = sql.split("\r\n|\r|\n", -1);
    if (position.line() > lines.length) {
      return head;
    }
    String text = lines[position.line() - 1];
    int column = Math.min(position.column() - 1, text.length());
    return head + "\n  " + text + "\n  " + blanks(text.substring(0, column)) + "^";
  }

  private String place(int line) {
    return source.isEmpty() ? "" : source + ":" + line + ": ";
  }

  /** What takes as many cells as a text. */
  private static String blanks(String text) {
    StringBuilder blanks = new StringBuilder();
    text.codePoints()
        .forEach(c ->
            blanks.append(c == '\t' ? "\t" : " ".repeat(Math.max(0, WCWidth.wcwidth(c)))));
    return blanks.toString();
  }
}
