package io.sluice.extension;

import io.sluice.error.ErrorInfo;
import io.sluice.plan.QueryId;
import io.sluice.plan.runtimefilter.FilterPart;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * The way to one worker, from a coordinator that gives it tasks and from tasks that read its output. A worker in the same process is one itself; the
 * network's is a client of it. Thread-safe.
 */
public interface WorkerChannel {
  /** Hands over tasks of one query, in one message. Completes when the worker has accepted all of them, fails when it did not or cannot be reached; some may run then. */
  Future<Void> startTasks(List<TaskRequest> requests);

  /**
   * Tells a runtime filter to the tasks of a query on this worker; to those that are gone already it is no news.
   *
   * @param stages the stages whose tasks want it
   */
  Future<Void> addRuntimeFilter(QueryId query, Set<Integer> stages, FilterPart filter);

  /** Ends all tasks of a query on this worker. Completes when they are ending; unknown queries are no error. */
  Future<Void> cancelQuery(QueryId query, ErrorInfo reason);

  /**
   * Reads the output of one task. Nothing is sent before credit is granted.
   *
   * @param consumer called on any thread, one call at a time
   */
  ExchangeReader openExchange(ExchangeRequest request, ExchangeConsumer consumer);
}
