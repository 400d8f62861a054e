package io.sluice.source.jdbc;

import io.sluice.config.SourceOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One database as a node knows it. Compared by identity; shown by its name only. Thread-safe. */
final class JdbcDatabase {
  private static final long THREAD_IDLE_SECONDS = 10;

  private final JdbcLogin login;
  private final JdbcLimits limits;
  private final JdbcDialect dialect;
  private final ConnectionPermits permits;
  private final Semaphore metadataCalls;

  /** For calls that must not wait for the threads of scans. As many threads as there are connections and calls for metadata at most. */
  private final ExecutorService aside;

  /** Asks a connection for something. */
  interface Call<T> {
    T on(Connection connection) throws SQLException;
  }

  JdbcDatabase(JdbcLogin login, JdbcLimits limits) {
    this.login = login;
    this.limits = limits;
    this.dialect = JdbcDialect.of(login.scheme());
    this.permits = new ConnectionPermits(limits.maxConnections());
    this.metadataCalls = new Semaphore(limits.maxConnections());
    this.aside = new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        THREAD_IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> {
          Thread thread = new Thread(work, "sluice-jdbc-" + login.name());
          thread.setDaemon(true);
          return thread;
        });
  }

  String name() {
    return login.name();
  }

  JdbcDialect dialect() {
    return dialect;
  }

  JdbcLimits limits() {
    return limits;
  }

  /** How the configuration cuts a table. */
  Optional<TableSplits> splits(String schema, String table) {
    return Optional.ofNullable(login.splits().get((schema + "." + table).toLowerCase(Locale.ROOT)));
  }

  /** The permit to {@link #connect} for a scan, which may not be granted at once. */
  ConnectionPermits.Permit permit() {
    return permits.acquire(
        limits.connectionTimeoutMillis(),
        new SluiceException(
            ErrorCode.IO_ERROR,
            "Database '%s': all %d connections were in use for %d ms; raise '%s', or '%s'"
                .formatted(
                    name(),
                    limits.maxConnections(),
                    limits.connectionTimeoutMillis(),
                    SourceOptions.JDBC_MAX_CONNECTIONS,
                    SourceOptions.JDBC_CONNECTION_TIMEOUT)));
  }

  /** A new connection that only reads. Blocks. */
  Connection connect() throws SQLException {
    Connection connection = login.connect();
    try {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw e;
    }
  }

  /** Closes a connection, whatever state it is in. Blocks. */
  static void close(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // Nothing was written; a broken connection is closed below.
    }
    try {
      connection.close();
    } catch (SQLException e) {
      // The driver has given up on it.
    }
  }

  /** Runs something on a thread of its own. */
  void aside(Runnable work) {
    aside.execute(work);
  }

  /**
   * What a connection of its own answers, within the time that metadata may take. Blocks.
   *
   * @param what completes "cannot"
   */
  <T> T ask(String what, Call<T> call) {
    AtomicReference<Connection> open = new AtomicReference<>();
    try {
      if (!metadataCalls.tryAcquire(limits.metadataTimeoutMillis(), TimeUnit.MILLISECONDS)) {
        throw tooSlow(what);
      }
      Future<T> answer = aside.submit(() -> {
        try {
          Connection connection = connect();
          open.set(connection);
          try {
            return call.on(connection);
          } finally {
            close(connection);
          }
        } finally {
          metadataCalls.release();
        }
      });
      return answer.get(limits.metadataTimeoutMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      abort(open.get());
      throw tooSlow(what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abort(open.get());
      throw new SluiceException(
          ErrorCode.CANCELLED, "Database '%s': interrupted".formatted(name()), e);
    } catch (ExecutionException e) {
      throw failure(what, Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private void abort(@Nullable Connection connection) {
    if (connection != null) {
      aside(() -> cut(connection));
    }
  }

  /** Cuts a connection that does not answer. */
  void cut(Connection connection) {
    try {
      connection.abort(aside);
    } catch (SQLException e) {
      // The driver has given up on it.
    }
  }

  private SluiceException tooSlow(String what) {
    return new SluiceException(
        ErrorCode.IO_ERROR,
        "Database '%s' cannot %s: it did not answer within %d ms ('%s')"
            .formatted(
                name(), what, limits.metadataTimeoutMillis(), SourceOptions.JDBC_METADATA_TIMEOUT));
  }

  /**
   * What a driver's failure is to the user: without passwords, and without the driver's own exception, which may hold some.
   *
   * @param what completes "cannot"
   */
  SluiceException failure(String what, Throwable cause) {
    if (cause instanceof SluiceException own) {
      return own;
    }
    String state =
        cause instanceof SQLException e && e.getSQLState() != null ? e.getSQLState() : "";
    String reason = login.withoutSecrets(String.valueOf(cause.getMessage()));
    return new SluiceException(
        state.startsWith("42") ? ErrorCode.INVALID_ARGUMENT : ErrorCode.IO_ERROR,
        "Database '%s' cannot %s: %s%s"
            .formatted(name(), what, reason, state.isEmpty() ? "" : " (SQLSTATE " + state + ")"));
  }

  @Override
  public String toString() {
    return name();
  }
}
