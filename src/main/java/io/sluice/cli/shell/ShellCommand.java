package io.sluice.cli.shell;

import io.sluice.cli.print.ResultFormat;
import io.sluice.cli.print.StandardStreams;
import io.sluice.cli.query.ConnectionOptions;
import io.sluice.cli.query.RunningQuery;
import io.sluice.cli.query.SessionStatements;
import io.sluice.config.Clock;
import io.sluice.error.SluiceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shell}: statements and commands of a person at a terminal, or of a script. */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs SQL statements as they are typed, each ended by ';', and commands such as \\d and \\q; \\? lists them.",
      "With -c or -f, or when standard input is no terminal, runs those and ends."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all statements ran; a shell at a terminal was left",
      "1:one failed; standard error says why",
      "2:the command line was not understood",
      "3:the connection was refused or lost",
      "130:interrupted by Ctrl-C"
    })
public final class ShellCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final String DEFAULT_PAGER = "less -SRFX";

  private final StandardStreams streams;

  @Mixin
  private ConnectionOptions where = new ConnectionOptions();

  @Option(
      names = {"-c", "--command"},
      paramLabel = "<text>",
      description = "Run these statements and commands; may be given again, and they run in order.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "<file>",
      description = "Run a file, - for standard input, after all -c; may be given again.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description = "table, vertical, csv, tsv, json, ndjson or markdown; table when not given.")
  private ResultFormat format = ResultFormat.TABLE;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show results and errors only.")
  private boolean isQuiet;

  @Option(names = "--echo", description = "Show each statement of a script before it runs.")
  private boolean isEchoing;

  @Option(names = "--continue", description = "Go on behind a statement that failed.")
  private boolean continuesOnError;

  @Option(
      names = "--rc",
      paramLabel = "<file>",
      description =
          "Run this file first; when not given, a shell at a terminal runs ~/.sluicerc if it is there.")
  private @Nullable Path rcFile;

  @Option(names = "--no-rc", description = "Run no file first.")
  private boolean isWithoutRc;

  public ShellCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    where.check();
    if (isWithoutRc && rcFile != null) {
      throw where.wrongUsage("--rc and --no-rc cannot be used together");
    }
    SystemStreams system = SystemStreams.look();
    boolean isInteractive = texts.isEmpty()
        && files.isEmpty()
        && system.isTerminal(SystemStream.Input)
        && system.isTerminal(SystemStream.Output);
    if (isInteractive) {
      try (Terminal terminal = TerminalBuilder.builder()
          .name("sluice")
          .system(true)
          .nativeSignals(true)
          .signalHandler(Terminal.SignalHandler.SIG_IGN)
          .build()) {
        return runInteractive(terminal).exitCode();
      }
    }
    try {
      return runScripts(system).exitCode();
    } catch (IOException e) {
      // Whoever read the output has closed it, as 'head' does.
      return RunStatus.FAILED.exitCode();
    }
  }

  private ShellSettings settings() {
    ShellSettings settings = new ShellSettings();
    settings.setFormat(format);
    settings.setQuiet(isQuiet);
    settings.setEchoing(isEchoing);
    settings.setContinuesOnError(continuesOnError);
    return settings;
  }

  private Shell shell(ShellConsole console, ShellSettings settings) {
    SessionStatements session = new SessionStatements();
    Connector connector = new Connector(() -> where.openSession(session, console.hasLiveError()));
    return new Shell(console, settings, connector, pager(), Clock.SYSTEM::nanoTime);
  }

  private static String pager() {
    return Optional.ofNullable(System.getenv("PAGER")).orElse(DEFAULT_PAGER);
  }

  private static Path home(String file) {
    return Path.of(System.getProperty("user.home"), file);
  }

  private RunStatus runInteractive(Terminal terminal) throws IOException {
    ShellConsole console = ShellConsole.of(terminal);
    ShellSettings settings = settings();
    settings.setTimed(true);
    try (Shell shell = shell(console, settings)) {
      RunStatus connected = shell.connect();
      if (connected != RunStatus.OK) {
        return connected;
      }
      if (!isQuiet) {
        shell.tellConnection();
        console.tell("\\? lists commands, \\q leaves.", ShellConsole.QUIET);
      }
      Path rc = rcFile == null ? home(".sluicerc") : rcFile;
      if (!isWithoutRc && (rcFile != null || Files.exists(rc))) {
        shell.runFile(rc);
      }
      return new InteractiveLoop(shell, terminal, home(".sluice_history")).run();
    }
  }

  private RunStatus runScripts(SystemStreams system) throws IOException {
    ShellConsole console = ShellConsole.of(streams, system.isTerminal(SystemStream.Error));
    Shell shell = shell(console, settings());
    Thread interruption = new Thread(() -> endAtOnce(shell), "sluice-cancel");
    Runtime.getRuntime().addShutdownHook(interruption);
    try {
      RunStatus status = runScripts(shell);
      streams.out().flush();
      return status;
    } finally {
      forget(interruption);
      shell.close();
    }
  }

  /** The process ends: so does what it has begun elsewhere. */
  private static void endAtOnce(Shell shell) {
    Optional<RunningQuery> running = shell.running();
    if (running.isPresent()) {
      running.get().cancel();
      try {
        shell.close();
      } catch (IOException | SluiceException e) {
        // Nobody is left to be told.
      }
    }
  }

  private static void forget(Thread interruption) {
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException e) {
      // The process ends already, and that thread closes the shell.
    }
  }

  private RunStatus runScripts(Shell shell) throws IOException {
    RunStatus worst = RunStatus.OK;
    List<Script> scripts = new ArrayList<>();
    Path rc = rcFile;
    if (rc != null) {
      scripts.add(() -> shell.runFile(rc));
    }
    texts.forEach(text -> scripts.add(() -> shell.run(text)));
    files.forEach(file -> scripts.add(() ->
        file.equals(STANDARD_INPUT) ? runStandardInput(shell) : shell.runFile(Path.of(file))));
    if (texts.isEmpty() && files.isEmpty()) {
      scripts.add(() -> runStandardInput(shell));
    }
    for (Script script : scripts) {
      RunStatus status = script.run();
      worst = status == RunStatus.OK ? worst : status;
      if (shell.isLeaving() || (status != RunStatus.OK && !continuesOnError)) {
        break;
      }
    }
    return worst;
  }

  /** One of the things to run. */
  private interface Script {
    RunStatus run() throws IOException;
  }

  private static RunStatus runStandardInput(Shell shell) throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return shell.runScript(input, "stdin");
  }
}
