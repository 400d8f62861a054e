package io.sluice.cli.shell;

import io.sluice.cli.query.RunningQuery;
import java.util.function.LongSupplier;

/** The line that tells how far a statement is, drawn over while it runs, and the line below its result. For one thread. */
final class ProgressLine implements AutoCloseable {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long DELAY_NANOS = NANOS_PER_SECOND / 2;
  private static final long INTERVAL_NANOS = NANOS_PER_SECOND / 4;
  private static final long MIN_RATED_ROWS = 1_000;
  private static final String ERASE = "\r\u001b[K";

  private final ShellConsole console;
  private final ShellSettings settings;
  private final LongSupplier nanoTime;
  private final long start;
  private long lastDrawn;
  private boolean isShown;
  private boolean isOver;

  ProgressLine(ShellConsole console, ShellSettings settings, LongSupplier nanoTime) {
    this.console = console;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** The statement to look at from now on. */
  void watch(RunningQuery query) {}

  /** Draws the line when it is time. */
  void tick() {
    long now = nanoTime.getAsLong();
    if (!console.hasLiveError()
        || settings.isQuiet()
        || isOver
        || now - start < DELAY_NANOS
        || now - lastDrawn < INTERVAL_NANOS) {
      return;
    }
    lastDrawn = now;
    isShown = true;
    console.err().print(ERASE + Quantities.time(now - start));
    console.err().flush();
  }

  /** Takes the line away, as something else is about to stand there. */
  void hide() {
    if (isShown) {
      isShown = false;
      console.err().print(ERASE);
      console.err().flush();
    }
    isOver = settings.outputFile().isEmpty();
  }

  /** The statement has ended well. */
  void finish() {
    hide();
  }

  /**
   * The line below a result: what is known of it.
   *
   * @param isResult whether there are columns
   */
  String footer(long rowCount, long nanos, boolean isResult) {
    if (settings.isQuiet() || (!isResult && !console.isInteractive())) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    if (isResult) {
      text.append(rowCount == 1 ? "1 row" : Quantities.count(rowCount) + " rows");
    } else {
      text.append("OK");
    }
    if (settings.isTimed()) {
      text.append(" in ").append(Quantities.time(nanos));
      if (rowCount >= MIN_RATED_ROWS) {
        text.append(", ")
            .append(Quantities.scaled((double) rowCount * NANOS_PER_SECOND / nanos))
            .append(" rows/s");
      }
    }
    return "(" + text + ")";
  }

  @Override
  public void close() {
    hide();
  }
}
