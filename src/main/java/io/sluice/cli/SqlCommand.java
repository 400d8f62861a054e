package io.sluice.cli;

import io.sluice.error.SluiceException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sql "<statements>"}: runs them here or on a cluster and prints the result of the last one. */
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
  private final Terminal terminal;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<statements>", description = "For instance: \"SELECT 1\"")
  private String sql = "";

  @Option(
      names = "--workers",
      paramLabel = "<n>",
      description = "Workers to simulate in this process; 4 when not given. Not with --cluster.")
  private @Nullable Integer workers;

  @Option(
      names = "--target-partitions",
      paramLabel = "<n>",
      description =
          "Partitions of a task; when not given 16, on a cluster a worker's number of driver threads.")
  private @Nullable Integer targetPartitions;

  @Option(
      names = "--show-distributed-plan",
      description = "Print the plan of the last statement instead of running it.")
  private boolean showsPlan;

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description = "table, csv or json; table when not given.")
  private ResultPrinter.Format format = ResultPrinter.Format.TABLE;

  @Option(
      names = "--cluster",
      paramLabel = "<file>",
      description =
          "Run on the cluster that this node configuration names, for instance conf/client.json.")
  private @Nullable String cluster;

  @Option(
      names = "--max-rows",
      paramLabel = "<n>",
      description = "With --cluster: how many rows to fetch at most; all when not given.")
  private @Nullable Integer maxRows;

  SqlCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    checkOptions();
    try (QueryRunner runner = runner()) {
      if (showsPlan) {
        terminal.out().write(runner.distributedPlan(sql));
      } else {
        runner.run(sql, format.printer(terminal.out()));
      }
      terminal.out().flush();
      return ExitCode.OK;
    } catch (SluiceException e) {
      terminal.complain(e);
    } catch (IOException e) {
      // Whoever read the output has closed it, as 'head' does.
    }
    return ExitCode.SOFTWARE;
  }

  private void checkOptions() {
    checkAtLeast("--workers", workers, 1);
    checkAtLeast("--target-partitions", targetPartitions, 1);
    checkAtLeast("--max-rows", maxRows, 0);
    if (cluster != null && workers != null) {
      throw wrongUsage(
          "--workers cannot be used with --cluster: a cluster has the workers that are up");
    }
    if (cluster == null && maxRows != null) {
      throw wrongUsage("--max-rows needs --cluster");
    }
  }

  private void checkAtLeast(String option, @Nullable Integer value, int min) {
    if (value != null && value < min) {
      throw wrongUsage(option + " must be a whole number from " + min + ", but got " + value);
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private QueryRunner runner() {
    Map<String, String> settings = new HashMap<>();
    if (targetPartitions != null) {
      settings.put("target_partitions", targetPartitions.toString());
    }
    if (cluster == null) {
      return EmbeddedRunner.start(workers, settings);
    }
    OptionalInt rows = maxRows == null ? OptionalInt.empty() : OptionalInt.of(maxRows);
    return ClusterRunner.join(cluster, rows, settings, terminal);
  }
}
