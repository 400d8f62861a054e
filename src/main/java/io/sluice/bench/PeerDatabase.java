package io.sluice.bench;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** DuckDB in this process, by its JDBC driver from a jar of its own. Its methods block. Owned by one thread. */
final class PeerDatabase implements AutoCloseable {
  private static final Path DRIVERS = Path.of("org", "duckdb", "duckdb_jdbc");

  private final URLClassLoader loader;
  private final Connection connection;

  private PeerDatabase(URLClassLoader loader, Connection connection) {
    this.loader = loader;
    this.connection = connection;
  }

  /**
   * Starts the database with so many threads. NULLs sort as in the engine.
   *
   * @param jar of the JDBC driver; when null, the newest one in the local Maven repository
   * @throws SluiceException of code INVALID_ARGUMENT when there is no such jar, or it cannot be used
   */
  static PeerDatabase start(@Nullable Path jar, int threads) {
    Path driverJar = jar == null ? findJar() : jar;
    if (!Files.isRegularFile(driverJar)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "--peer-jar: '%s' is not a file".formatted(driverJar));
    }
    URLClassLoader loader =
        new URLClassLoader(new URL[] {url(driverJar)}, PeerDatabase.class.getClassLoader());
    try {
      Driver driver = (Driver)
          loader.loadClass("org.duckdb.DuckDBDriver").getDeclaredConstructor().newInstance();
      Connection connection = driver.connect("jdbc:duckdb:", new Properties());
      PeerDatabase peer = new PeerDatabase(loader, connection);
      peer.run("SET default_null_order = 'nulls_last_on_asc_first_on_desc'");
      peer.run("SET threads = " + threads);
      return peer;
    } catch (ReflectiveOperationException | SQLException | LinkageError e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no JDBC driver of DuckDB that can be used: %s".formatted(driverJar, e),
          e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(jar.toString(), e);
    }
  }

  private static Path findJar() {
    Path folder = Path.of(System.getProperty("user.home"), ".m2", "repository").resolve(DRIVERS);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.find(
          folder,
          2,
          (path, attributes) ->
              path.getFileName().toString().matches("duckdb_jdbc-[\\d.]+\\.jar"))) {
        Optional<Path> newest = files.max(Comparator.comparing(PeerDatabase::version));
        if (newest.isPresent()) {
          return newest.get();
        }
      } catch (IOException e) {
        throw new SluiceException(
            ErrorCode.IO_ERROR, "Cannot look for DuckDB in '%s': %s".formatted(folder, e), e);
      }
    }
    throw new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        "DuckDB's JDBC driver is not in the local Maven repository; fetch it with 'mvn dependency:get -Dartifact=org.duckdb:duckdb_jdbc:<version>', or name its jar with"
            + " --peer-jar");
  }

  /** A text that is in the order of the versions. */
  private static String version(Path jar) {
    StringBuilder version = new StringBuilder();
    for (String number : jar.getFileName().toString().replaceAll("[^\\d.]", "").split("\\.")) {
      version.append("%6s".formatted(number));
    }
    return version.toString();
  }

  String version() {
    return rows("SELECT version()").get(0).get(0);
  }

  /** Runs a statement to its last row; answers how many rows there were. */
  long run(String sql) {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return 0;
      }
      long rows = 0;
      try (ResultSet result = statement.getResultSet()) {
        while (result.next()) {
          rows++;
        }
      }
      return rows;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Rows as {@link ValueTexts}. */
  List<List<String>> rows(String sql) {
    List<List<String>> rows = new ArrayList<>();
    forEachRow(sql, rows::add);
    return rows;
  }

  /** Hands rows over as {@link ValueTexts}, one after the other. */
  void forEachRow(String sql, Consumer<List<String>> reader) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) {
          row.add(ValueTexts.ofJdbc(result.getObject(column)));
        }
        reader.accept(row);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static SluiceException failure(SQLException cause) {
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT, "DuckDB refuses: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    try (loader) {
      connection.close();
    } catch (SQLException | IOException e) {
      throw new SluiceException(ErrorCode.IO_ERROR, "DuckDB does not end: " + e, e);
    }
  }
}
