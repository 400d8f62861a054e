package io.sluice.web;

import io.sluice.config.Clock;
import io.sluice.coordinator.Coordinator;
import io.sluice.plan.QueryId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The queries that run, with what is known of those that came over HTTP. Thread-safe. */
final class WebQueries {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Coordinator coordinator;
  private final Clock clock;
  private final Map<QueryId, Known> known = new ConcurrentHashMap<>();

  private record Known(long startNanos, AtomicLong rowCount) {}

  WebQueries(Coordinator coordinator, Clock clock) {
    this.coordinator = coordinator;
    this.clock = clock;
  }

  /** A query begins. Returns where its rows are counted. */
  AtomicLong begin(QueryId id) {
    AtomicLong rowCount = new AtomicLong();
    known.put(id, new Known(clock.nanoTime(), rowCount));
    return rowCount;
  }

  void end(QueryId id) {
    known.remove(id);
  }

  /** What is known of a query that is planned or runs. */
  Optional<JsonObject> describe(QueryId id) {
    Known query = known.get(id);
    if (query == null && !coordinator.runningQueries().contains(id)) {
      return Optional.empty();
    }
    JsonObject json = new JsonObject().put("queryId", id.toString()).put("state", "RUNNING");
    if (query != null) {
      json.put("elapsedMillis", (clock.nanoTime() - query.startNanos()) / NANOS_PER_MILLI)
          .put("rowCount", query.rowCount().get());
    }
    return Optional.of(json);
  }

  JsonArray describeAll() {
    Map<String, QueryId> ids = new TreeMap<>();
    coordinator.runningQueries().forEach(id -> ids.put(id.toString(), id));
    known.keySet().forEach(id -> ids.put(id.toString(), id));
    JsonArray all = new JsonArray();
    ids.values().forEach(id -> describe(id).ifPresent(all::add));
    return all;
  }
}
