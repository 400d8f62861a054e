package io.sluice.bench;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench clickbench}. */
@Command(
    name = "clickbench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "The 43 queries of ClickBench over a table of 105 columns, made up and written to Parquet files once.")
final class ClickBenchCommand implements Callable<Integer> {
  private static final long MAX_ROWS = 1_000_000_000;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rows",
      paramLabel = "<n>",
      defaultValue = "10000000",
      description = "Rows of the table, 1 to 1000000000; ${DEFAULT-VALUE} when not given.")
  private long rows;

  @Mixin
  private SuiteOptions options = new SuiteOptions();

  @Override
  public Integer call() {
    if (rows < 1 || rows > MAX_ROWS) {
      throw new ParameterException(
          spec.commandLine(), "--rows must be from 1 to " + MAX_ROWS + ", but got " + rows);
    }
    Suite suite = new Suite("clickbench", "clickbench-" + rows, () -> List.of(new HitsTable(rows)));
    return new SuiteRun(
                suite, options, spec.commandLine().getOut(), spec.commandLine().getErr())
            .run()
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }
}
