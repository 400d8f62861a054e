package io.sluice.cli;

import io.sluice.bench.BenchCommand;
import io.sluice.cli.print.StandardStreams;
import io.sluice.cli.shell.ShellCommand;
import io.sluice.error.SluiceException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line's root. */
@Command(
    name = "sluice",
    subcommands = {ShellCommand.class, SqlCommand.class, BenchCommand.class},
    mixinStandardHelpOptions = true,
    versionProvider = SluiceCommand.Version.class,
    description = "A distributed SQL engine that lives inside Vert.x.",
    footer = {
      "",
      "A node of a cluster is started with Vert.x's own options:",
      "  java -jar app-fat.jar -cluster -conf conf/node.json"
    })
public final class SluiceCommand implements Runnable {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  private SluiceCommand() {}

  /** Runs a command line. Returns its exit code: 0 when it succeeded, 1 when it failed, 2 when it was not understood. */
  public static int execute(String[] args) {
    StandardStreams streams = StandardStreams.standard();
    return new CommandLine(new SluiceCommand(), new Commands(streams))
        .setOut(new PrintWriter(streams.out()))
        .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((failure, parsed) -> {
          String command = failure.getCommandLine().getCommandSpec().qualifiedName();
          streams.complain(failure.getMessage() + "; see '" + command + " --help'");
          return CommandLine.ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          streams.complain(SluiceException.of(failure));
          return CommandLine.ExitCode.SOFTWARE;
        })
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing");
  }

  /** Makes the commands, which need the streams. */
  private record Commands(StandardStreams streams) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == ShellCommand.class) {
        return type.cast(new ShellCommand(streams));
      }
      return type == SqlCommand.class
          ? type.cast(new SqlCommand(streams))
          : CommandLine.defaultFactory().create(type);
    }
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SluiceCommand.class.getPackage().getImplementationVersion();
      return new String[] {"sluice " + Optional.ofNullable(version).orElse("(not from a jar)")};
    }
  }
}
