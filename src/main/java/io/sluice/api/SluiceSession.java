package io.sluice.api;

import io.sluice.config.ConfigValues;
import io.sluice.coordinator.Coordinator;
import io.sluice.coordinator.QueryResult;
import io.sluice.coordinator.Session;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import java.util.List;

/** Runs statements one after the other that see each other's {@code SET} and temporary tables. Thread-safe. */
public final class SluiceSession implements AutoCloseable {
  private final Coordinator coordinator;
  private final Session session;

  SluiceSession(Coordinator coordinator, Session session) {
    this.coordinator = coordinator;
    this.session = session;
  }

  /** The result of the last statement of a text; the others have run to their end. The result must be closed. */
  public Future<QueryResult> execute(String sql) {
    return execute(sql, List.of());
  }

  /**
   * The same with values for the {@code ?} of the text.
   *
   * @return fails with a {@link io.sluice.error.SluiceException}
   */
  public Future<QueryResult> execute(String sql, List<Literal> parameters) {
    return coordinator.execute(session, sql, parameters);
  }

  /** The text of the distributed plan of the last statement, a query, which does not run; those before it do. Ends with a newline. */
  public Future<String> explain(String sql) {
    return coordinator.explain(session, sql, List.of());
  }

  /** Ends the session's temporary tables. No statement may come any more. */
  @Override
  public void close() {
    coordinator.endSession(session);
  }

  public ConfigValues settings() {
    return session.settings();
  }
}
