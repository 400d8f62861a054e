package io.sluice.cli;

import io.sluice.cli.print.ResultFormat;
import io.sluice.cli.print.ResultWriter;
import io.sluice.cli.print.StandardStreams;
import io.sluice.cli.query.ConnectionOptions;
import io.sluice.cli.query.RunningQuery;
import io.sluice.cli.query.SqlConnection;
import io.sluice.cli.query.Waiting;
import io.sluice.error.SluiceException;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql "<statements>"}: runs them here, on a cluster or behind an address and prints the result of the last one. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs SQL statements, separated by ';', in order, and prints the result of the last one.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the statements ran",
      "1:one failed; standard error says why",
      "2:the command line was not understood"
    })
final class SqlCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Parameters(paramLabel = "<statements>", description = "For instance: \"SELECT 1\"")
  private String sql = "";

  @Option(
      names = "--show-distributed-plan",
      description = "Print the plan of the last statement instead of running it.")
  private boolean showsPlan;

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description = "table, vertical, csv, tsv, json, ndjson or markdown; table when not given.")
  private ResultFormat format = ResultFormat.TABLE;

  @Mixin
  private ConnectionOptions where = new ConnectionOptions();

  @Option(
      names = "--max-rows",
      paramLabel = "<n>",
      description = "With --cluster: how many rows to fetch at most; all when not given.")
  private @Nullable Integer maxRows;

  SqlCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    checkOptions();
    OptionalInt rows = maxRows == null ? OptionalInt.empty() : OptionalInt.of(maxRows);
    try (SqlConnection connection = where.open(rows)) {
      if (showsPlan) {
        streams.out().write(Waiting.await(connection.distributedPlan(sql)));
      } else {
        run(connection);
      }
      streams.out().flush();
      return ExitCode.OK;
    } catch (SluiceException e) {
      streams.complain(e);
    } catch (IOException e) {
      // Whoever read the output has closed it, as 'head' does.
    }
    return ExitCode.SOFTWARE;
  }

  private void run(SqlConnection connection) throws IOException {
    RunningQuery query = connection.start(sql);
    Thread interruption = new Thread(
        () -> {
          query.cancel();
          connection.close();
        },
        "sluice-cancel");
    if (where.isRemote()) {
      Runtime.getRuntime().addShutdownHook(interruption);
    }
    try {
      long rowCount =
          ResultWriter.write(query, format.printer(streams.out()), streams.out(), () -> {});
      if (query.isTruncated()) {
        streams.complain(
            "Only the first %d rows are shown; --max-rows asks for more".formatted(rowCount));
      }
    } finally {
      Waiting.await(query.close());
      forget(interruption);
    }
  }

  private static void forget(Thread interruption) {
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException e) {
      // The process ends already, and that thread closes the connection.
    }
  }

  private void checkOptions() {
    where.check();
    where.checkAtLeast("--max-rows", maxRows, 0);
    if (!where.isCluster() && maxRows != null) {
      throw where.wrongUsage("--max-rows needs --cluster");
    }
  }
}
