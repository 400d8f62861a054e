package io.sluice.cli.shell;

import io.sluice.sql.parser.SqlTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Takes a text of statements and commands apart while it comes. A command is a line that begins with a backslash where no statement is open. */
final class ScriptReader {
  private final BufferedReader lines;
  private final Queue<Piece> pieces = new ArrayDeque<>();
  private final StringBuilder open = new StringBuilder();
  private int openLine = 1;
  private int lineNumber;

  /**
   * A statement without its {@code ;}, or a command.
   *
   * @param line the line at which it begins, from 1
   */
  record Piece(String text, int line) {
    boolean isCommand() {
      return text.startsWith("\\");
    }
  }

  ScriptReader(BufferedReader lines) {
    this.lines = lines;
  }

  /** The next piece; what stands at the end without a {@code ;} is one, too. */
  Optional<Piece> next() throws IOException {
    while (pieces.isEmpty()) {
      String line = lines.readLine();
      if (line == null) {
        takeStatements();
        return Optional.ofNullable(pieces.poll());
      }
      lineNumber++;
      take(line);
    }
    return Optional.of(pieces.remove());
  }

  private void take(String line) {
    if (open.toString().isBlank()) {
      open.setLength(0);
      openLine = lineNumber;
      if (line.stripLeading().startsWith("\\")) {
        pieces.add(new Piece(line.strip(), lineNumber));
        return;
      }
    }
    open.append(line).append('\n');
    // A long statement of many lines is not read again at each of them.
    if (line.contains(";") && SqlTokens.of(open.toString()).isComplete()) {
      takeStatements();
    }
  }

  private void takeStatements() {
    String text = open.toString();
    open.setLength(0);
    for (SqlTokens.Part part : SqlTokens.of(text).statements()) {
      int linesBefore =
          (int) text.chars().limit(part.start()).filter(c -> c == '\n').count();
      pieces.add(new Piece(text.substring(part.start(), part.end()), openLine + linesBefore));
    }
  }
}
