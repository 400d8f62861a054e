package io.sluice.source.jdbc;

import io.sluice.column.BatchBuilder;
import io.sluice.column.FlatVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of some statements, one after the other, over one connection that it opens with the first row. {@link #read} and {@link #close} block and are called by one thread at a
 * time; {@link #cancel} and {@link #cut} by any.
 */
final class JdbcCursor {
  private final JdbcDatabase database;
  private final Deque<JdbcStatement> statements;
  private final List<ColumnReader> columns;
  private final int fetchSize;

  // The connection and the statement are written by the reading thread, under the lock.
  private final Object lock = new Object();
  private @Nullable Connection connection;
  private @Nullable PreparedStatement statement;
  private boolean isCancelled;

  private @Nullable ResultSet rows;

  JdbcCursor(
      JdbcDatabase database,
      List<JdbcStatement> statements,
      List<ColumnReader> columns,
      int fetchSize) {
    this.database = database;
    this.statements = new ArrayDeque<>(statements);
    this.columns = columns;
    this.fetchSize = fetchSize;
  }

  /**
   * Writes the next rows into the columns of a batch that was begun.
   *
   * @param maxBytes of texts, after which no row is added
   * @return how many rows; 0 at the end, when all is closed
   */
  int read(BatchBuilder target, int maxRows, long maxBytes) {
    int count = 0;
    long bytes = 0;
    try {
      while (count < maxRows && bytes < maxBytes && advance()) {
        ResultSet current = rows;
        for (int i = 0; current != null && i < columns.size(); i++) {
          bytes += columns.get(i).read(current, target.column(i), count);
        }
        count++;
      }
    } catch (SQLException e) {
      throw isCancelled() ? cancelled() : database.failure("run the query", e);
    }
    for (int i = 0; i < columns.size(); i++) {
      FlatVector column = target.column(i);
      column.setLength(count);
    }
    if (count == 0) {
      close();
    }
    return count;
  }

  /** Goes to the next row; false at the end of the last statement. */
  private boolean advance() throws SQLException {
    while (true) {
      ResultSet current = rows;
      if (current == null) {
        JdbcStatement next = statements.poll();
        if (next == null) {
          return false;
        }
        if (next.limit().orElse(1) > 0) {
          rows = run(next);
        }
      } else if (current.next()) {
        return true;
      } else {
        closeStatement();
      }
    }
  }

  private ResultSet run(JdbcStatement next) throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = database.connect();
    }
    PreparedStatement prepared;
    synchronized (lock) {
      connection = open;
      if (isCancelled) {
        throw cancelled();
      }
    }
    prepared =
        open.prepareStatement(next.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    synchronized (lock) {
      statement = prepared;
      if (isCancelled) {
        throw cancelled();
      }
    }
    prepared.setFetchSize(fetchSize);
    if (next.limit().isPresent()) {
      prepared.setMaxRows((int) Math.min(next.limit().getAsLong(), Integer.MAX_VALUE));
    }
    Parameters.set(prepared, next.parameters());
    return prepared.executeQuery();
  }

  private static SluiceException cancelled() {
    return new SluiceException(ErrorCode.CANCELLED, "The scan was cancelled");
  }

  private boolean isCancelled() {
    synchronized (lock) {
      return isCancelled;
    }
  }

  /** Asks the database to end the statement that runs; a read under way fails soon. Blocks. */
  void cancel() {
    PreparedStatement running;
    synchronized (lock) {
      isCancelled = true;
      running = statement;
    }
    if (running != null) {
      try {
        running.cancel();
      } catch (SQLException e) {
        // The connection is cut when the read does not end.
      }
    }
  }

  /** Cuts the connection, so that a read under way fails. */
  void cut() {
    Connection open;
    synchronized (lock) {
      open = connection;
    }
    if (open != null) {
      database.cut(open);
    }
  }

  private void closeStatement() {
    PreparedStatement done;
    synchronized (lock) {
      done = statement;
      statement = null;
    }
    rows = null;
    if (done != null) {
      try {
        done.close();
      } catch (SQLException e) {
        // Its rows were read, or the connection is closed next.
      }
    }
  }

  /** Closes everything; may be called again. */
  void close() {
    statements.clear();
    closeStatement();
    Connection open;
    synchronized (lock) {
      open = connection;
      connection = null;
    }
    if (open != null) {
      JdbcDatabase.close(open);
    }
  }
}
