package io.sluice.bench;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom the engine is compared with: DuckDB in this process, or what a JDBC URL leads to. */
final class PeerOptions {
  private static final String DUCKDB = "duckdb";
  private static final String DATA = "${data}";

  @Option(
      names = "--against",
      paramLabel = "<peer>",
      description =
          "Whom to check and measure against: duckdb, in this process over the same files, or a JDBC URL, whose connection has the tables.")
  private @Nullable String against;

  @Option(
      names = "--peer-jar",
      paramLabel = "<file>",
      description =
          "A jar of the peer's JDBC driver, may be given more than once; for duckdb the newest one in the local Maven repository when not given.")
  private List<Path> jars = List.of();

  @Option(
      names = "--peer-sql",
      paramLabel = "<file>",
      description =
          "Statements for the peer to run first, each ended by ';' at the end of a line; $${data} is the folder that has a folder of Parquet files for each table.")
  private @Nullable Path script;

  /**
   * The peer, connected; null when none is asked for.
   *
   * @throws SluiceException of code INVALID_ARGUMENT when it cannot be had
   */
  @Nullable
  PeerDatabase connect(int threads) {
    if (against == null) {
      if (script != null || !jars.isEmpty()) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "--peer-jar and --peer-sql are of use with a peer only; name it with --against");
      }
      return null;
    }
    if (isDuckDb()) {
      PeerDatabase peer = PeerDatabase.connect(
          DuckDbDriver.URL, jars.isEmpty() ? List.of(DuckDbDriver.jar()) : jars);
      peer.run("SET default_null_order = 'nulls_last_on_asc_first_on_desc'");
      peer.run("SET threads = " + threads);
      return peer;
    }
    if (!against.startsWith("jdbc:")) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "--against must be duckdb or a JDBC URL such as jdbc:trino://localhost:8080/hive/tpch, but got '%s'"
              .formatted(against));
    }
    return PeerDatabase.connect(against, jars);
  }

  private boolean isDuckDb() {
    return against != null && against.toLowerCase(Locale.ROOT).equals(DUCKDB);
  }

  /** Readies a peer for queries over the tables: makes views, where it is DuckDB, and runs the statements of the user. */
  void prepare(PeerDatabase peer, SuiteFiles files, List<GeneratedTable> tables) {
    if (isDuckDb()) {
      tables.forEach(table -> peer.run(files.createView(table.name())));
    }
    if (script != null) {
      String data = files.folder().toAbsolutePath().normalize().toString();
      statements(script).forEach(statement -> peer.run(statement.replace(DATA, data)));
    }
  }

  /** The statements of a file without the semicolons behind them; lines of nothing but a comment are left out. */
  private static List<String> statements(Path file) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (String line : lines(file)) {
      String text = line.stripTrailing();
      if (text.stripLeading().startsWith("--")) {
        continue;
      }
      boolean isLast = text.endsWith(";");
      statement.append(isLast ? text.substring(0, text.length() - 1) : text).append('\n');
      if (isLast) {
        statements.add(statement.toString().strip());
        statement.setLength(0);
      }
    }
    statements.add(statement.toString().strip());
    statements.removeIf(String::isEmpty);
    return statements;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "--peer-sql: cannot read '%s': %s".formatted(file, e), e);
    }
  }
}
