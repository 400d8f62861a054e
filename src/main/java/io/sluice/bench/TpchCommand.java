package io.sluice.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench tpch}. */
@Command(
    name = "tpch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "The 22 queries of TPC-H over Parquet files, which are generated once.")
final class TpchCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--sf",
      paramLabel = "<factor>",
      defaultValue = "1",
      description =
          "The scale factor: 1 is 8.7 million rows and 320 MB of files, and needs a heap of 768 MiB; ${DEFAULT-VALUE} when not given.")
  private String scale = "";

  @Mixin
  private SuiteOptions options = new SuiteOptions();

  @Override
  public Integer call() {
    Suite suite = new Suite("tpch", "tpch-sf" + scale, () -> CatalogTable.of("tpch", "sf" + scale));
    return new SuiteRun(
                suite, options, spec.commandLine().getOut(), spec.commandLine().getErr())
            .run()
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }
}
