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
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Another database, by a JDBC driver from jars of its own. Its methods block, and throw {@link SluiceException} of code INVALID_ARGUMENT with the database's message
 * when it refuses a statement. Owned by one thread.
 */
final class PeerDatabase implements AutoCloseable {
  /**
   * The rows of a query.
   *
   * @param scales of each column that is a DECIMAL the digits behind its point, of others {@link RowComparison#NO_SCALE}
   * @param rows as {@link ValueTexts}
   */
  record Rows(List<Integer> scales, List<List<String>> rows) {}

  private final URLClassLoader loader;
  private final Connection connection;
  private final String name;

  private PeerDatabase(URLClassLoader loader, Connection connection, String name) {
    this.loader = loader;
    this.connection = connection;
    this.name = name;
  }

  /**
   * Connects.
   *
   * @param url of JDBC
   * @param jars of the driver; none when it is on the class path
   * @throws SluiceException of code INVALID_ARGUMENT when there is no such jar, no driver for the URL, or no connection
   */
  static PeerDatabase connect(String url, List<Path> jars) {
    URLClassLoader loader = new URLClassLoader(
        jars.stream().map(PeerDatabase::url).toArray(URL[]::new),
        PeerDatabase.class.getClassLoader());
    try {
      return connect(url, loader);
    } catch (SluiceException e) {
      close(loader);
      throw e;
    }
  }

  private static PeerDatabase connect(String url, URLClassLoader loader) {
    try {
      for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
        if (driver.acceptsURL(url)) {
          Connection connection = driver.connect(url, new Properties());
          if (connection != null) {
            return new PeerDatabase(loader, connection, name(connection));
          }
        }
      }
    } catch (SQLException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "--against: cannot connect to the peer: " + firstLine(e.getMessage()),
          e);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "--peer-jar: the JDBC driver cannot be used: %s; the jars that it needs are named by more --peer-jar"
              .formatted(e),
          e);
    }
    throw new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        "--against: no JDBC driver takes '%s'; name its driver's jar with --peer-jar"
            .formatted(beforeParameters(url)));
  }

  /** A URL without what may hold a password. */
  private static String beforeParameters(String url) {
    return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
  }

  private static String name(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName()
        + " "
        + connection.getMetaData().getDatabaseProductVersion();
  }

  private static URL url(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "--peer-jar: '%s' is not a file".formatted(jar));
    }
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(jar.toString(), e);
    }
  }

  /** The product and its version. */
  String name() {
    return name;
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

  Rows rows(String sql) {
    List<List<String>> rows = new ArrayList<>();
    return new Rows(forEachRow(sql, rows::add), rows);
  }

  /** Hands rows over as {@link ValueTexts}, one after the other; answers {@link Rows#scales()}. */
  List<Integer> forEachRow(String sql, Consumer<List<String>> reader) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        List<String> row = new ArrayList<>(columns.getColumnCount());
        for (int column = 1; column <= columns.getColumnCount(); column++) {
          row.add(ValueTexts.ofJdbc(result.getObject(column)));
        }
        reader.accept(row);
      }
      return scales(columns);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static List<Integer> scales(ResultSetMetaData columns) throws SQLException {
    List<Integer> scales = new ArrayList<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      int type = columns.getColumnType(column);
      scales.add(
          type == Types.DECIMAL || type == Types.NUMERIC
              ? columns.getScale(column)
              : RowComparison.NO_SCALE);
    }
    return scales;
  }

  private SluiceException failure(SQLException cause) {
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        "%s refuses: %s".formatted(name, firstLine(cause.getMessage())),
        cause);
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "no message" : message.strip().lines().findFirst().orElse("");
  }

  private static void close(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      throw new SluiceException(
          ErrorCode.IO_ERROR, "Cannot close the jar of the peer's driver: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new SluiceException(ErrorCode.IO_ERROR, "%s does not end: %s".formatted(name, e), e);
    } finally {
      close(loader);
    }
  }
}
