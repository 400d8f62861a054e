package io.sluice.cli.shell;

import io.sluice.cli.print.ResultFormat;
import io.sluice.config.NearestName;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands of the shell, which begin with a backslash. For one thread. */
final class ShellCommands {
  private static final double DEFAULT_WATCH_SECONDS = 2;
  private static final double MAX_WATCH_SECONDS = 86_400;

  private final Shell shell;
  private final ShellConsole console;
  private final ShellSettings settings;
  private final List<Command> commands = new ArrayList<>();

  /** What a command does. */
  private interface Action {
    RunStatus run(String argument) throws IOException;
  }

  /** A command that takes at most one argument, which is empty when it was not given. */
  private record Command(String name, String argument, String help, Action action) {}

  /** A command that cannot do what it was told to. */
  private static final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUse(String message) {
      super(message);
    }
  }

  ShellCommands(Shell shell, ShellConsole console, ShellSettings settings) {
    this.shell = shell;
    this.console = console;
    this.settings = settings;
    add(
        "d",
        "[table]",
        "columns of a table; without one, tables and views of this schema",
        this::describe);
    add(
        "dt",
        "[pattern]",
        "tables",
        pattern -> relations("'BASE TABLE', 'LOCAL TEMPORARY'", pattern));
    add("dv", "[pattern]", "views", pattern -> relations("'VIEW'", pattern));
    add("dn", "[pattern]", "schemas", this::schemas);
    add("df", "[pattern]", "functions", this::functions);
    add("l", "", "catalogs", none -> shell.query("SHOW CATALOGS"));
    add("x", "[on|off]", "show rows value by value", this::expand);
    add(
        "format",
        "[name]",
        "form of results: " + String.join(", ", ResultFormat.texts()),
        this::format);
    add("timing", "[on|off]", "tell the time of each statement", this::time);
    add("pager", "[on|off]", "show tall results in a pager ($PAGER)", this::page);
    add("o", "[file]", "write results to a file; without one, show them again", this::output);
    add("i", "file", "run the statements and commands of a file", this::include);
    add("e", "", "edit the last statement in $VISUAL or $EDITOR, and run it", none -> shell.edit());
    add("watch", "[seconds]", "run the last statement again and again, until Ctrl-C", this::watch);
    add("c", "", "connect anew", none -> shell.reconnect());
    add("conninfo", "", "tell where statements run", none -> shell.tellConnection());
    add("h", "[statement]", "syntax of a statement", this::syntax);
    add("?", "", "this list", none -> help());
    add("q", "", "leave", none -> shell.leave());
  }

  private void add(String name, String argument, String help, Action action) {
    commands.add(new Command("\\" + name, argument, help, action));
  }

  List<String> names() {
    return commands.stream().map(Command::name).toList();
  }

  /**
   * Runs a command; what goes wrong is told.
   *
   * @param line with its backslash
   * @throws IOException when nobody takes the output any more
   */
  RunStatus run(String line) throws IOException {
    String[] words = line.strip().split("\\s+", 2);
    String argument = words.length == 1 ? "" : words[1].strip().replaceAll(";$", "");
    String name = words[0].replaceAll(";$", "");
    Optional<Command> command =
        commands.stream().filter(known -> known.name().equals(name)).findFirst();
    try {
      if (command.isEmpty()) {
        throw new WrongUse(
            "Unknown command '" + name + "'" + NearestName.hint(name, names()) + " \\? lists all");
      }
      if (command.get().argument().isEmpty() && !argument.isEmpty()) {
        throw new WrongUse(name + " takes no argument, but got '" + argument + "'");
      }
      return command.get().action().run(argument);
    } catch (WrongUse wrong) {
      console.tell(String.valueOf(wrong.getMessage()), ShellConsole.ERROR);
      return RunStatus.FAILED;
    }
  }

  private RunStatus describe(String table) throws IOException {
    if (table.isEmpty()) {
      return relations("'BASE TABLE', 'LOCAL TEMPORARY', 'VIEW'", "");
    }
    return shell.query("SHOW COLUMNS FROM " + table);
  }

  /** Those of the current schema, or those whose name fits, which may have catalog and schema before it. */
  private RunStatus relations(String types, String pattern) throws IOException {
    return shell.query(
        """
        SELECT table_catalog AS "catalog", table_schema AS "schema", table_name AS "name", table_type AS "type"
        FROM information_schema.tables
        WHERE table_type IN (%s) AND %s
        ORDER BY 1, 2, 3""".formatted(types, condition("table_catalog", "table_schema", "table_name", pattern)));
  }

  private static String condition(String catalog, String schema, String name, String pattern) {
    String current = "(%s = current_catalog() AND %s = current_schema() OR %s = 'temp')"
        .formatted(catalog, schema, catalog);
    if (pattern.isEmpty()) {
      return current;
    }
    String like = " ILIKE %s ESCAPE '\\'".formatted(likePattern(pattern));
    long dots = pattern.chars().filter(c -> c == '.').count();
    if (dots == 0) {
      return name + like + " AND " + current;
    }
    String qualified = schema + " || '.' || " + name;
    return (dots == 1 ? qualified : catalog + " || '.' || " + qualified) + like;
  }

  /** A pattern with {@code *} and {@code ?} as a literal for LIKE. */
  private static String likePattern(String pattern) {
    String text = pattern
        .replace("\\", "\\\\")
        .replace("_", "\\_")
        .replace("%", "\\%")
        .replace('*', '%')
        .replace('?', '_');
    return "'" + text.replace("'", "''") + "'";
  }

  private RunStatus schemas(String pattern) throws IOException {
    String where = pattern.isEmpty()
        ? ""
        : "WHERE %s ILIKE %s ESCAPE '\\'"
            .formatted(
                pattern.contains(".") ? "catalog_name || '.' || schema_name" : "schema_name",
                likePattern(pattern));
    return shell.query("""
        SELECT catalog_name AS "catalog", schema_name AS "schema"
        FROM information_schema.schemata %s
        ORDER BY 1, 2""".formatted(where));
  }

  private RunStatus functions(String pattern) throws IOException {
    String like = pattern.isEmpty()
        ? ""
        : " LIKE '" + pattern.replace("'", "''").replace('*', '%').replace('?', '_') + "'";
    return shell.query("SHOW FUNCTIONS" + like);
  }

  private static boolean switched(String argument, boolean now) {
    return switch (argument.toLowerCase(Locale.ROOT)) {
      case "" -> !now;
      case "on" -> true;
      case "off" -> false;
      default -> throw new WrongUse("It is on or off, but got '" + argument + "'");
    };
  }

  private RunStatus told(String what, boolean isOn) {
    if (!settings.isQuiet()) {
      console.tell(what + " is " + (isOn ? "on" : "off"));
    }
    return RunStatus.OK;
  }

  private RunStatus expand(String argument) {
    settings.setExpanded(switched(argument, settings.isExpanded()));
    return told("Expanded display", settings.isExpanded());
  }

  private RunStatus time(String argument) {
    settings.setTimed(switched(argument, settings.isTimed()));
    return told("Timing", settings.isTimed());
  }

  private RunStatus page(String argument) {
    settings.setPaged(switched(argument, settings.isPaged()));
    return told("Pager", settings.isPaged());
  }

  private RunStatus format(String name) {
    if (!name.isEmpty()) {
      if (!ResultFormat.texts().contains(name.toLowerCase(Locale.ROOT))) {
        throw new WrongUse("The format is one of %s, but got '%s'%s"
            .formatted(
                String.join(", ", ResultFormat.texts()),
                name,
                NearestName.hint(name, ResultFormat.texts())));
      }
      settings.setFormat(ResultFormat.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    if (!settings.isQuiet()) {
      console.tell("Results are shown as " + settings.format().text());
    }
    return RunStatus.OK;
  }

  private static Path path(String argument) {
    String text = unquoted(argument);
    try {
      return text.startsWith("~/")
          ? Path.of(System.getProperty("user.home"), text.substring(2))
          : Path.of(text);
    } catch (InvalidPathException e) {
      throw new WrongUse("'" + text + "' cannot be the name of a file");
    }
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("'") && text.endsWith("'")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private RunStatus output(String file) throws IOException {
    if (file.isEmpty()) {
      settings.writeToConsole();
      return RunStatus.OK;
    }
    Path path = path(file);
    try {
      settings.writeTo(path);
    } catch (IOException e) {
      throw new WrongUse("'" + path + "' cannot be written: " + Shell.reason(e));
    }
    return RunStatus.OK;
  }

  private RunStatus include(String file) throws IOException {
    if (file.isEmpty()) {
      throw new WrongUse("\\i needs a file");
    }
    return shell.runFile(path(file));
  }

  private RunStatus watch(String argument) throws IOException {
    double seconds = DEFAULT_WATCH_SECONDS;
    if (!argument.isEmpty()) {
      try {
        seconds = Double.parseDouble(argument);
      } catch (NumberFormatException e) {
        seconds = -1;
      }
    }
    if (!(seconds > 0 && seconds <= MAX_WATCH_SECONDS)) {
      throw new WrongUse("\\watch takes a number of seconds, but got '" + argument + "'");
    }
    return shell.watch(seconds);
  }

  private RunStatus syntax(String statement) throws IOException {
    if (statement.isEmpty()) {
      console.print("\\h <statement> tells the syntax of one of\n  "
          + String.join(", ", StatementSyntax.names()));
      return RunStatus.OK;
    }
    Optional<String> text = StatementSyntax.of(statement);
    if (text.isEmpty()) {
      throw new WrongUse("There is no statement '%s'%s \\h lists all"
          .formatted(
              statement,
              NearestName.hint(statement.toUpperCase(Locale.ROOT), StatementSyntax.names())));
    }
    console.print(text.get());
    return RunStatus.OK;
  }

  private RunStatus help() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Command command : commands) {
      text.append("  %-20s %s%n"
          .formatted((command.name() + " " + command.argument()).strip(), command.help()));
    }
    text.append(
        "Everything else is SQL and ends with ';'. A pattern has * and ?, and may name schema and catalog: tpch.tiny.*");
    console.print(text.toString().replace(System.lineSeparator(), "\n"));
    return RunStatus.OK;
  }
}
