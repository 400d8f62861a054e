package io.sluice.cli.shell;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;

/** Hears Ctrl-C while a statement runs; at the prompt the line editor hears it. Its flag may be read by any thread. */
final class Interruption implements AutoCloseable {
  private final Optional<Terminal> terminal;
  private final Terminal.SignalHandler before;
  private final CountDownLatch requested = new CountDownLatch(1);

  /** Listens from now on. */
  Interruption(ShellConsole console) {
    terminal = console.terminal();
    before = terminal
        .map(person -> person.handle(Terminal.Signal.INT, signal -> requested.countDown()))
        .orElse(Terminal.SignalHandler.SIG_DFL);
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Waits so long for it, and answers whether it has come. */
  boolean isRequestedWithin(long nanos) throws InterruptedException {
    return requested.await(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    terminal.ifPresent(person -> person.handle(Terminal.Signal.INT, before));
  }
}
