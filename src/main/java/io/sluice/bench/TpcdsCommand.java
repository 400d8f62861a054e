package io.sluice.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench tpcds}. */
@Command(
    name = "tpcds",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "The 99 queries of TPC-DS over Parquet files, which are generated once.")
final class TpcdsCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--sf",
      paramLabel = "<factor>",
      defaultValue = "1",
      description = "The scale factor: 1 is 19.6 million rows; ${DEFAULT-VALUE} when not given.")
  private String scale = "";

  @Mixin
  private SuiteOptions options = new SuiteOptions();

  @Override
  public Integer call() {
    Suite suite =
        new Suite("tpcds", "tpcds-sf" + scale, () -> CatalogTable.of("tpcds", "sf" + scale));
    return new SuiteRun(
                suite, options, spec.commandLine().getOut(), spec.commandLine().getErr())
            .run()
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }
}
