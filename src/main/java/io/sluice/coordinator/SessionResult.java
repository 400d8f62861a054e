package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.plan.QueryId;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The result of a session that has no other statement: the session ends when the result is closed. Thread-safe. */
public final class SessionResult implements QueryResult {
  private final QueryResult result;
  private final Runnable endSession;
  private final AtomicBoolean isOpen = new AtomicBoolean(true);

  private SessionResult(QueryResult result, Runnable endSession) {
    this.result = result;
    this.endSession = endSession;
  }

  /**
   * Runs a request in a session of its own.
   *
   * @throws io.sluice.error.SluiceException for a setting that does not exist or a value it does not take
   */
  public static Future<QueryResult> run(Coordinator coordinator, QueryId id, QueryRequest request) {
    Session session = coordinator.newSession();
    request.settings().forEach(session::set);
    return of(
        coordinator,
        session,
        request.explain()
            ? coordinator.explainResult(id, session, request.sql(), request.parameters())
            : coordinator.execute(id, session, request.sql(), request.parameters()));
  }

  /**
   * Lets a result end its session, which ends at once when there is no result.
   *
   * @param running what the session runs
   */
  public static Future<QueryResult> of(
      Coordinator coordinator, Session session, Future<QueryResult> running) {
    return running
        .<QueryResult>map(
            result -> new SessionResult(result, () -> coordinator.endSession(session)))
        .onFailure(failure -> coordinator.endSession(session));
  }

  @Override
  public QueryId id() {
    return result.id();
  }

  @Override
  public Schema schema() {
    return result.schema();
  }

  @Override
  public Future<Optional<RecordBatch>> next() {
    return result.next();
  }

  @Override
  public Future<Void> close() {
    return result.close().andThen(closed -> {
      if (isOpen.getAndSet(false)) {
        endSession.run();
      }
    });
  }
}
