package io.sluice.cli.shell;

import io.sluice.cli.query.RunningQuery;
import io.sluice.cli.query.Waiting;
import io.sluice.coordinator.QueryProgress;
import io.sluice.error.SluiceException;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jline.utils.AttributedString;

/** The line that tells how far a statement is, drawn over while it runs, and the line below its result. For one thread. */
final class ProgressLine implements AutoCloseable {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long DELAY_NANOS = NANOS_PER_SECOND / 2;
  private static final long INTERVAL_NANOS = NANOS_PER_SECOND / 4;
  private static final long MIN_RATED_ROWS = 1_000;
  private static final int MAX_CELLS = 120;
  private static final int BAR_CELLS = 20;

  /** The last tasks' messages may come a little behind the last rows. */
  private static final int LAST_QUESTIONS = 3;

  private static final String ERASE = "\r\u001b[K";

  private final ShellConsole console;
  private final ShellSettings settings;
  private final LongSupplier nanoTime;
  private final long start;
  private Optional<RunningQuery> query = Optional.empty();
  private Optional<Future<Optional<QueryProgress>>> answer = Optional.empty();
  private Optional<QueryProgress> known = Optional.empty();
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
  void watch(RunningQuery running) {
    query = Optional.of(running);
  }

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
    ask();
    String text = new AttributedString(text(now - start))
        .columnSubSequence(0, Math.max(1, Math.min(MAX_CELLS, console.width() - 1)))
        .toString();
    console.err().print(ERASE + text);
    console.err().flush();
  }

  /** Takes the last answer, and asks again when it has come. */
  private void ask() {
    if (answer.isPresent() && !answer.get().isComplete()) {
      return;
    }
    answer.map(Future::result).flatMap(told -> told).ifPresent(told -> known = Optional.of(told));
    answer = query.map(RunningQuery::progress);
  }

  private String text(long nanos) {
    StringBuilder text = new StringBuilder();
    known.ifPresent(progress -> {
      if (progress.taskCount() > 0) {
        text.append(bar(progress)).append(' ');
      }
    });
    text.append(Quantities.time(nanos));
    known.ifPresent(progress -> text.append(details(progress, nanos)));
    return text.toString();
  }

  /** As full as tasks have ended: of the work in them nobody knows how much there is. */
  private static String bar(QueryProgress progress) {
    int full = BAR_CELLS * progress.endedTaskCount() / progress.taskCount();
    return "[" + "#".repeat(full) + "-".repeat(BAR_CELLS - full) + "] " + progress.endedTaskCount()
        + "/" + progress.taskCount() + " tasks,";
  }

  private static String details(QueryProgress progress, long nanos) {
    if (progress.state() == QueryProgress.State.PLANNING) {
      return ", planning";
    }
    StringBuilder text = new StringBuilder();
    if (progress.readRows() > 0) {
      text.append(", read ")
          .append(Quantities.scaled((double) progress.readRows()))
          .append(" rows");
      text.append(", ")
          .append(Quantities.scaled((double) progress.readRows() * NANOS_PER_SECOND / nanos))
          .append(" rows/s");
    }
    if (progress.readBytes() > 0) {
      text.append(", ").append(Quantities.bytes((double) progress.readBytes()));
    }
    return text.append(workers(progress)).toString();
  }

  private static String workers(QueryProgress progress) {
    return switch (progress.workerCount()) {
      case 0 -> "";
      case 1 -> ", 1 worker";
      default -> ", " + progress.workerCount() + " workers";
    };
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

  /** The statement has ended well: what it has read is asked for a last time, unless it was short. */
  void finish() {
    long now = nanoTime.getAsLong();
    if (query.isEmpty() || settings.isQuiet() || !settings.isTimed() || now - start < DELAY_NANOS) {
      return;
    }
    for (int i = 0; i < LAST_QUESTIONS && known.filter(QueryProgress::isWhole).isEmpty(); i++) {
      try {
        known = Waiting.await(query.get().progress());
      } catch (SluiceException e) {
        return;
      }
    }
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
      text.append(rows(rowCount));
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
      known.filter(QueryProgress::isWhole).ifPresent(whole -> text.append(read(whole)));
    }
    return "(" + text + ")";
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : Quantities.count(count) + " rows";
  }

  private static String read(QueryProgress whole) {
    StringBuilder text = new StringBuilder();
    if (whole.readRows() > 0) {
      text.append("; read ").append(rows(whole.readRows()));
    }
    if (whole.readBytes() > 0) {
      text.append(text.isEmpty() ? "; read " : ", ")
          .append(Quantities.bytes((double) whole.readBytes()));
    }
    return text.append(workers(whole)).toString();
  }

  @Override
  public void close() {
    hide();
  }
}
