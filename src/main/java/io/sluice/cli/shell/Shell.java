package io.sluice.cli.shell;

import io.sluice.cli.query.RunningQuery;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.SqlTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Runs statements and commands, wherever they come from. For one thread. */
final class Shell implements AutoCloseable {
  private static final int MAX_NESTED_FILES = 16;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Statements that change no names that completion could offer. */
  private static final Set<String> READING = Set.of(
      "SELECT",
      "WITH",
      "FROM",
      "VALUES",
      "SHOW",
      "EXPLAIN",
      "DESCRIBE",
      "INSERT",
      "UPDATE",
      "DELETE",
      "SET");

  private final ShellConsole console;
  private final ShellSettings settings;
  private final Connector connector;
  private final StatementRunner statements;
  private final ShellCommands commands;
  private final CatalogNames names;
  private Optional<String> lastStatement = Optional.empty();
  private boolean isLeaving;
  private int nestedFiles;

  /**
   * Runs nothing yet, and connects only when a statement needs it.
   *
   * @param pager the command for results that are taller than the screen
   */
  Shell(
      ShellConsole console,
      ShellSettings settings,
      Connector connector,
      String pager,
      LongSupplier nanoTime) {
    this.console = console;
    this.settings = settings;
    this.connector = connector;
    this.statements = new StatementRunner(console, settings, connector, pager, nanoTime);
    this.commands = new ShellCommands(this, console, settings);
    this.names = new CatalogNames(connector, nanoTime);
  }

  /** Completes what is typed. */
  SqlCompleter completer() {
    return new SqlCompleter(names, commands.names());
  }

  List<String> commandNames() {
    return commands.names();
  }

  boolean isLeaving() {
    return isLeaving;
  }

  /** The statement that runs; any thread may ask. */
  Optional<RunningQuery> running() {
    return statements.running();
  }

  /** Connects, so that somebody who waits at the prompt hears early that there is nobody. False when it was told that it did not work. */
  RunStatus connect() {
    try {
      connector.connection();
      return RunStatus.OK;
    } catch (SluiceException failure) {
      console.tell(new ErrorReport("", 1).of(failure, ""), ShellConsole.ERROR);
      return RunStatus.LOST;
    }
  }

  /** Runs what was typed, or given as an argument. The status is that of the last thing that failed. */
  RunStatus run(String text) throws IOException {
    return run(new ScriptReader(new BufferedReader(new StringReader(text))), "");
  }

  /** Runs a file. */
  RunStatus runFile(Path file) throws IOException {
    if (nestedFiles == MAX_NESTED_FILES) {
      console.tell(
          "Files that run files are nested more than " + MAX_NESTED_FILES + " deep",
          ShellConsole.ERROR);
      return RunStatus.FAILED;
    }
    BufferedReader reader;
    try {
      reader = Files.newBufferedReader(file);
    } catch (IOException e) {
      console.tell("'" + file + "' cannot be read: " + reason(e), ShellConsole.ERROR);
      return RunStatus.FAILED;
    }
    nestedFiles++;
    try (reader) {
      return runScript(reader, file.toString());
    } finally {
      nestedFiles--;
    }
  }

  /** Runs a script while it comes. */
  RunStatus runScript(BufferedReader reader, String source) throws IOException {
    return run(new ScriptReader(reader), source);
  }

  static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return failure instanceof AccessDeniedException
        ? "access is denied"
        : String.valueOf(failure.getMessage());
  }

  private RunStatus run(ScriptReader script, String source) throws IOException {
    RunStatus worst = RunStatus.OK;
    for (Optional<ScriptReader.Piece> piece = script.next();
        piece.isPresent();
        piece = script.next()) {
      RunStatus status = run(piece.get(), source);
      worst = status == RunStatus.OK ? worst : status;
      boolean stops = status == RunStatus.INTERRUPTED
          || (status != RunStatus.OK && !settings.continuesOnError());
      if (isLeaving || stops) {
        return worst;
      }
    }
    return worst;
  }

  private RunStatus run(ScriptReader.Piece piece, String source) throws IOException {
    if (settings.isEchoing()) {
      console.print(piece.isCommand() ? piece.text() : piece.text() + ";");
    }
    if (piece.isCommand()) {
      return commands.run(piece.text());
    }
    lastStatement = Optional.of(piece.text());
    RunStatus status = statements.run(piece.text(), new ErrorReport(source, piece.line()));
    List<String> words = SqlTokens.of(piece.text()).tokens().stream()
        .limit(1)
        .map(token -> token.in(piece.text()).toUpperCase(Locale.ROOT))
        .toList();
    if (!READING.containsAll(words)) {
      names.forget();
    }
    return status;
  }

  /** Runs a statement of a command's own. */
  RunStatus query(String sql) throws IOException {
    return statements.run(sql, new ErrorReport("", 1));
  }

  RunStatus watch(double seconds) throws IOException {
    if (lastStatement.isEmpty()) {
      return nothingBefore();
    }
    try (Interruption interruption = new Interruption(console)) {
      while (true) {
        RunStatus status = query(lastStatement.get());
        if (status != RunStatus.OK) {
          return status == RunStatus.INTERRUPTED ? RunStatus.OK : status;
        }
        if (interruption.isRequestedWithin((long) (seconds * NANOS_PER_SECOND))) {
          return RunStatus.OK;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RunStatus.INTERRUPTED;
    }
  }

  private RunStatus nothingBefore() {
    console.tell("There is no statement before this command", ShellConsole.ERROR);
    return RunStatus.FAILED;
  }

  RunStatus edit() throws IOException {
    if (!console.isInteractive()) {
      console.tell("\\e needs a terminal", ShellConsole.ERROR);
      return RunStatus.FAILED;
    }
    Optional<String> edited = Editor.edit(lastStatement.map(sql -> sql + ";\n").orElse(""));
    if (edited.isEmpty()) {
      console.tell("The editor failed; nothing was run", ShellConsole.ERROR);
      return RunStatus.FAILED;
    }
    console.print(edited.get().strip());
    return run(edited.get());
  }

  RunStatus reconnect() {
    connector.drop();
    RunStatus status = connect();
    return status == RunStatus.OK ? tellConnection() : status;
  }

  RunStatus tellConnection() {
    if (!connector.isConnected()) {
      console.tell("There is no connection; the next statement makes one.");
      return RunStatus.OK;
    }
    console.tell("Statements run on " + connector.connection().description() + ".");
    return RunStatus.OK;
  }

  RunStatus leave() {
    isLeaving = true;
    return RunStatus.OK;
  }

  @Override
  public void close() throws IOException {
    settings.writeToConsole();
    connector.close();
  }
}
