package io.sluice.coordinator;

import io.sluice.exchange.TaskStatus;
import io.sluice.plan.QueryId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of the last queries that have ended, for clients that ask how. Thread-safe. */
final class EndedQueries {
  private static final int KEPT = 128;

  private final Map<QueryId, ProgressCollector> queries = new LinkedHashMap<>();

  synchronized void add(QueryId id, ProgressCollector query) {
    queries.put(id, query);
    if (queries.size() > KEPT) {
      queries.remove(queries.keySet().iterator().next());
    }
  }

  /** A task tells of its end behind that of its query. */
  void taskStatus(TaskStatus status) {
    find(status.id().query()).ifPresent(query -> {
      status.profile().ifPresent(profile -> query.told(status.id(), profile));
      if (status.state() != TaskStatus.State.RUNNING) {
        query.ended(status.id());
      }
    });
  }

  Optional<QueryProgress> progress(QueryId id) {
    return find(id).map(ProgressCollector::progress);
  }

  private synchronized Optional<ProgressCollector> find(QueryId id) {
    return Optional.ofNullable(queries.get(id));
  }
}
