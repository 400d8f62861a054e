package io.sluice.flight;

import io.sluice.config.Clock;
import io.sluice.coordinator.QueryResult;
import io.sluice.plan.QueryId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Results that clients have tickets of, or fetch just now. Those that nobody begins to fetch end by themselves. Thread-safe. */
final class OpenResults {
  private final Vertx vertx;
  private final Clock clock;
  private final long timeoutMillis;
  private final Consumer<QueryId> canceller;
  private final Map<String, Open> results = new ConcurrentHashMap<>();

  private static final class Open {
    private final FlightSession session;
    private final QueryResult result;
    private boolean isFetched;
    private long timer;

    private Open(FlightSession session, QueryResult result) {
      this.session = session;
      this.result = result;
    }
  }

  /**
   * @param timeoutMillis how long a result waits to be fetched
   * @param canceller cancels a query
   */
  OpenResults(Vertx vertx, Clock clock, long timeoutMillis, Consumer<QueryId> canceller) {
    this.canceller = canceller;
    this.vertx = vertx;
    this.clock = clock;
    this.timeoutMillis = timeoutMillis;
  }

  /** Keeps a result until it is fetched, and answers the handle of its ticket. */
  String add(FlightSession session, QueryResult result) {
    String handle = result.id().toString();
    Open open = new Open(session, result);
    session.resultOpened();
    results.put(handle, open);
    synchronized (open) {
      open.timer = vertx.setTimer(timeoutMillis, late -> {
        if (begin(open)) {
          close(handle);
        }
      });
    }
    return handle;
  }

  /** The result of a ticket, which has to be closed by {@link #close}; empty when there is none or it was fetched already. */
  Optional<QueryResult> fetch(String handle) {
    Open open = results.get(handle);
    return open != null && begin(open) ? Optional.of(open.result) : Optional.empty();
  }

  private boolean begin(Open open) {
    synchronized (open) {
      if (open.isFetched) {
        return false;
      }
      open.isFetched = true;
      vertx.cancelTimer(open.timer);
      return true;
    }
  }

  /** Ends a result, whether it is fetched or not. Completes with false when there is none. */
  Future<Boolean> close(String handle) {
    Open open = results.remove(handle);
    if (open == null) {
      return Future.succeededFuture(false);
    }
    begin(open);
    open.session.resultClosed(clock.nanoTime());
    return open.result.close().map(true);
  }

  /** Ends the query of a result at the wish of a client; who fetches it learns of that. Completes with false when there is none. */
  Future<Boolean> cancel(String handle) {
    Open open = results.get(handle);
    if (open == null) {
      return Future.succeededFuture(false);
    }
    if (begin(open)) {
      return close(handle);
    }
    canceller.accept(open.result.id());
    return Future.succeededFuture(true);
  }

  /** Ends all results of a session. */
  void closeAll(FlightSession session) {
    new ArrayList<>(results.entrySet())
        .stream()
            .filter(entry -> entry.getValue().session == session)
            .forEach(entry -> close(entry.getKey()));
  }

  int count() {
    return results.size();
  }
}
