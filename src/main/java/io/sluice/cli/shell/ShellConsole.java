package io.sluice.cli.shell;

import io.sluice.cli.print.StandardStreams;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * What a shell writes to.
 *
 * @param out results
 * @param err errors, and what is told by the way
 * @param terminal the terminal of the person before it; empty for a script
 * @param hasLiveError whether somebody watches {@link #err}, so that lines may be drawn over
 */
record ShellConsole(
    Writer out, PrintWriter err, Optional<Terminal> terminal, boolean hasLiveError) {
  static final AttributedStyle ERROR = AttributedStyle.BOLD.foreground(AttributedStyle.RED);
  static final AttributedStyle QUIET = AttributedStyle.DEFAULT.faint();

  static ShellConsole of(Terminal terminal) {
    return new ShellConsole(
        terminal.writer(), terminal.writer(), Optional.of(terminal), !isDumb(terminal));
  }

  static ShellConsole of(StandardStreams streams, boolean hasLiveError) {
    return new ShellConsole(
        streams.out(),
        new PrintWriter(streams.err(), true, StandardCharsets.UTF_8),
        Optional.empty(),
        hasLiveError);
  }

  private static boolean isDumb(Terminal terminal) {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  boolean isInteractive() {
    return terminal.isPresent();
  }

  /** Whether lines can be drawn over and a pager makes sense. */
  boolean hasScreen() {
    return terminal.map(person -> !isDumb(person)).orElse(false);
  }

  /** Cells of a line; no limit where no person is. */
  int width() {
    return terminal
        .map(person -> person.getWidth() > 0 ? person.getWidth() : Integer.MAX_VALUE)
        .orElse(Integer.MAX_VALUE);
  }

  /** Lines of the screen, or no limit. */
  int height() {
    return terminal
        .map(person -> person.getHeight() > 0 ? person.getHeight() : Integer.MAX_VALUE)
        .orElse(Integer.MAX_VALUE);
  }

  /** A line of text among the results. */
  void print(String line) throws IOException {
    out.write(line + "\n");
    out.flush();
  }

  /** A line on standard error, behind all that was printed before. */
  void tell(String line) {
    tell(line, AttributedStyle.DEFAULT);
  }

  /** The same in a style, where somebody sees it. */
  void tell(String line, AttributedStyle style) {
    try {
      out.flush();
    } catch (IOException e) {
      // Nobody reads the results; this may still be read.
    }
    String text = terminal
        .filter(person -> !isDumb(person))
        .map(person -> new AttributedString(line, style).toAnsi(person))
        .orElse(line);
    err.println(text);
    err.flush();
  }
}
