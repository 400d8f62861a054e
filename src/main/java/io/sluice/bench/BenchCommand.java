package io.sluice.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench <name>}: measures the engine on this machine. */
@Command(
    name = "bench",
    subcommands = {
      TpchCommand.class,
      TpcdsCommand.class,
      ClickBenchCommand.class,
      NumbersCommand.class,
      LatencyCommand.class,
      ShuffleCommand.class,
      NodeCommand.class
    },
    mixinStandardHelpOptions = true,
    description = "Measures the engine on this machine, and checks what it answers.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all results were right, as far as they were checked",
      "1:a result was wrong, or the benchmark failed",
      "2:the command line was not understood"
    })
public final class BenchCommand implements Runnable {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A benchmark is missing");
  }
}
