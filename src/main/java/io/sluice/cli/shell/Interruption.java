package io.sluice.cli.shell;

import java.util.Optional;
import org.jline.terminal.Terminal;

/** Hears Ctrl-C while a statement runs; at the prompt the line editor hears it. Its flag may be read by any thread. */
final class Interruption implements AutoCloseable {
  private final Optional<Terminal> terminal;
  private final Terminal.SignalHandler before;
  private volatile boolean isRequested;

  /** Listens from now on. */
  Interruption(ShellConsole console) {
    terminal = console.terminal();
    before = terminal
        .map(person -> person.handle(Terminal.Signal.INT, signal -> isRequested = true))
        .orElse(Terminal.SignalHandler.SIG_DFL);
  }

  boolean isRequested() {
    return isRequested;
  }

  @Override
  public void close() {
    terminal.ifPresent(person -> person.handle(Terminal.Signal.INT, before));
  }
}
