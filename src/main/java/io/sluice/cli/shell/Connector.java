package io.sluice.cli.shell;

import io.sluice.cli.query.SqlConnection;
import io.sluice.error.SluiceException;
import java.util.Optional;
import java.util.function.Supplier;

/** The connection of a shell, which is made when it is needed and again after it was lost. For one thread. */
final class Connector implements AutoCloseable {
  private final Supplier<SqlConnection> open;
  private Optional<SqlConnection> connection = Optional.empty();

  /** @param open connects, with what the session has set; fails with a {@link SluiceException} */
  Connector(Supplier<SqlConnection> open) {
    this.open = open;
  }

  /**
   * The connection.
   *
   * @throws SluiceException when there is none, and nobody to connect to
   */
  SqlConnection connection() {
    SqlConnection present = connection.orElseGet(open);
    connection = Optional.of(present);
    return present;
  }

  boolean isConnected() {
    return connection.isPresent();
  }

  /** Lets go of a connection that is of no use; the next statement makes another one. */
  void drop() {
    Optional<SqlConnection> lost = connection;
    connection = Optional.empty();
    lost.ifPresent(Connector::close);
  }

  private static void close(SqlConnection lost) {
    try {
      lost.close();
    } catch (SluiceException e) {
      // What is lost need not be told that it is over.
    }
  }

  @Override
  public void close() {
    drop();
  }
}
