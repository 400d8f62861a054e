package io.sluice.cli.shell;

import java.io.IOException;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** Reads what a person types, until they leave. */
final class InteractiveLoop {
  static final String PROMPT = "sluice> ";
  private static final String CONTINUATION = "     -> ";

  private static final int MAX_HISTORY_ENTRIES = 10_000;

  private final Shell shell;
  private final LineReader reader;

  /** @param history where lines are kept from one shell to the next */
  InteractiveLoop(Shell shell, Terminal terminal, Path history) {
    this.shell = shell;
    this.reader = LineReaderBuilder.builder()
        .terminal(terminal)
        .appName("sluice")
        .parser(new SqlLineParser())
        .highlighter(new SqlHighlighter())
        .completer(shell.completer())
        .variable(LineReader.HISTORY_FILE, history)
        .variable(LineReader.HISTORY_SIZE, MAX_HISTORY_ENTRIES)
        .variable(LineReader.HISTORY_FILE_SIZE, MAX_HISTORY_ENTRIES)
        .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
        .variable(LineReader.INDENTATION, 0)
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
        .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
        .option(LineReader.Option.CASE_INSENSITIVE, true)
        .build();
  }

  /** Runs until the end. Always succeeds: a person has seen what failed. */
  RunStatus run() throws IOException {
    while (!shell.isLeaving()) {
      String text;
      try {
        text = reader.readLine(PROMPT);
      } catch (UserInterruptException e) {
        // The line is dropped.
        continue;
      } catch (EndOfFileException e) {
        break;
      }
      shell.run(text);
    }
    return RunStatus.OK;
  }
}
