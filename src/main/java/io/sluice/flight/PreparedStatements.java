package io.sluice.flight;

import com.google.protobuf.ByteString;
import io.sluice.config.RandomSource;
import io.sluice.coordinator.StatementDescription;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.StatusException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The prepared statements of all sessions, by handles that nobody can guess. Thread-safe. */
final class PreparedStatements {
  private final RandomSource random;
  private final long maxPerSession;
  private final Map<ByteString, PreparedStatement> statements = new ConcurrentHashMap<>();

  PreparedStatements(RandomSource random, long maxPerSession) {
    this.random = random;
    this.maxPerSession = maxPerSession;
  }

  /**
   * Keeps a statement and answers its handle.
   *
   * @throws StatusException RESOURCE_EXHAUSTED when its session has too many
   */
  ByteString add(FlightSession session, String sql, StatementDescription description) {
    if (!session.statementPrepared(maxPerSession)) {
      throw new StatusException(
          GrpcStatus.RESOURCE_EXHAUSTED,
          "%d prepared statements are open, as many as flight.max_prepared_statements allows; close some"
              .formatted(maxPerSession));
    }
    ByteString handle = ByteString.copyFromUtf8(Secrets.next(random));
    statements.put(handle, new PreparedStatement(session, sql, description));
    return handle;
  }

  /** The statement of a handle; fails with NOT_FOUND. */
  PreparedStatement get(ByteString handle) {
    PreparedStatement statement = statements.get(handle);
    if (statement == null) {
      throw FlightStatus.notFound(
          "There is no prepared statement of this handle: it was closed or its session has ended");
    }
    return statement;
  }

  /** Forgets a statement, if it is there. */
  void close(ByteString handle) {
    PreparedStatement closed = statements.remove(handle);
    if (closed != null) {
      closed.session().statementClosed();
    }
  }

  void closeAll(FlightSession session) {
    new ArrayList<>(statements.entrySet())
        .stream()
            .filter(entry -> entry.getValue().session() == session)
            .forEach(entry -> close(entry.getKey()));
  }
}
