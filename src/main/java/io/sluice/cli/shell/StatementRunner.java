package io.sluice.cli.shell;

import io.sluice.cli.print.ResultFormat;
import io.sluice.cli.print.ResultWriter;
import io.sluice.cli.print.TablePrinter;
import io.sluice.cli.query.RunningQuery;
import io.sluice.cli.query.Waiting;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Runs statements one by one, shows their results, and ends them at Ctrl-C. For one thread. */
final class StatementRunner {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Between two requests to end a statement that goes on. */
  private static final long CANCEL_INTERVAL_NANOS = 1_000 * NANOS_PER_MILLI;

  /** After that an answer is no longer waited for. */
  private static final long CANCEL_PATIENCE_NANOS = 10_000 * NANOS_PER_MILLI;

  private final ShellConsole console;
  private final ShellSettings settings;
  private final Connector connector;
  private final String pager;
  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable RunningQuery> running = new AtomicReference<>();

  /**
   * Runs nothing yet.
   *
   * @param pager the command for results that are taller than the screen
   * @param nanoTime a clock that never goes back
   */
  StatementRunner(
      ShellConsole console,
      ShellSettings settings,
      Connector connector,
      String pager,
      LongSupplier nanoTime) {
    this.console = console;
    this.settings = settings;
    this.connector = connector;
    this.pager = pager;
    this.nanoTime = nanoTime;
  }

  /** The statement that runs: to be ended by whoever ends the process. Any thread may ask. */
  Optional<RunningQuery> running() {
    return Optional.ofNullable(running.get());
  }

  /**
   * Runs one statement; failures are told.
   *
   * @throws IOException when nobody takes the output any more
   */
  RunStatus run(String sql, ErrorReport report) throws IOException {
    long start = nanoTime.getAsLong();
    try (Interruption interruption = new Interruption(console);
        ProgressLine progress = new ProgressLine(console, settings, nanoTime)) {
      RunningQuery query = connector.connection().start(sql);
      running.set(query);
      progress.watch(query);
      Patience patience = new Patience(query, interruption);
      try {
        show(query, start, progress, () -> {
          patience.tick();
          progress.tick();
        });
      } finally {
        running.set(null);
        close(query);
      }
      // What was to run behind it is not wanted either.
      return interruption.isRequested() ? RunStatus.INTERRUPTED : RunStatus.OK;
    } catch (SluiceException failure) {
      return failed(failure, sql, report);
    } catch (PagingWriter.PagerLeftException e) {
      return RunStatus.OK;
    }
  }

  private RunStatus failed(SluiceException failure, String sql, ErrorReport report) {
    if (failure.code() == ErrorCode.CANCELLED) {
      console.tell("CANCELLED: " + failure.getMessage(), ShellConsole.ERROR);
      return RunStatus.INTERRUPTED;
    }
    console.tell(report.of(failure, sql), ShellConsole.ERROR);
    if (failure.code() != ErrorCode.COORDINATOR_LOST) {
      return RunStatus.FAILED;
    }
    if (connector.isConnected()) {
      connector.drop();
      if (console.isInteractive()) {
        console.tell("The connection was dropped; the next statement connects again.");
      }
    }
    return RunStatus.LOST;
  }

  private static void close(RunningQuery query) {
    Future<Void> closed = query.close();
    try {
      Waiting.await(closed, new Runnable() {
        private int ticks;

        @Override
        public void run() {
          if (++ticks * Waiting.TICK_MILLIS * NANOS_PER_MILLI > CANCEL_PATIENCE_NANOS) {
            throw new SluiceException(ErrorCode.COORDINATOR_LOST, "No answer");
          }
        }
      });
    } catch (SluiceException e) {
      // The result has come, or its failure; that its end is not confirmed changes nothing for the
      // reader.
    }
  }

  private void show(RunningQuery query, long start, ProgressLine progress, Runnable tick)
      throws IOException {
    try (Writer out = open(progress)) {
      ResultFormat format = settings.format();
      int maxCells = settings.outputFile().isPresent() ? Integer.MAX_VALUE : console.width();
      long rowCount = ResultWriter.write(
          query, format.printer(out, new TablePrinter.Layout(maxCells, false)), out, tick);
      long nanos = nanoTime.getAsLong() - start;
      // What its tasks have counted is known at its end only.
      close(query);
      progress.finish();
      String footer = progress.footer(rowCount, nanos, query.schema().size() > 0);
      if (!footer.isEmpty() && format.isForPeople()) {
        out.write(footer + "\n");
      } else if (settings.isTimed()) {
        console.tell(footer, ShellConsole.QUIET);
      }
    }
  }

  /** Where a result goes. Closing it leaves files and the console open. */
  private Writer open(ProgressLine progress) {
    if (settings.outputFile().isPresent()) {
      return new Unclosed(settings.outputFile().get().writer(), () -> {});
    }
    boolean isPaged = settings.isPaged() && console.hasScreen() && !pager.isBlank();
    Writer out = new Unclosed(console.out(), progress::hide);
    return isPaged ? new PagingWriter(out, pager, console.height() - 2, console.width()) : out;
  }

  /** Asks a statement to end when Ctrl-C was pressed, again and again, and gives up when nobody answers. */
  private final class Patience {
    private final RunningQuery query;
    private final Interruption interruption;
    private long firstRequest;
    private long lastRequest;
    private boolean isAsked;

    Patience(RunningQuery query, Interruption interruption) {
      this.query = query;
      this.interruption = interruption;
    }

    void tick() {
      if (!interruption.isRequested()) {
        return;
      }
      long now = nanoTime.getAsLong();
      if (!isAsked || now - lastRequest > CANCEL_INTERVAL_NANOS) {
        firstRequest = isAsked ? firstRequest : now;
        isAsked = true;
        lastRequest = now;
        query.cancel();
      } else if (now - firstRequest > CANCEL_PATIENCE_NANOS) {
        throw new SluiceException(
            ErrorCode.CANCELLED,
            "The query was told to end, but nobody has answered; it may still run");
      }
    }
  }

  /** Writes through, and is told before each write. */
  private static final class Unclosed extends Writer {
    private final Writer out;
    private final Runnable before;

    Unclosed(Writer out, Runnable before) {
      this.out = out;
      this.before = before;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      before.run();
      out.write(text, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
