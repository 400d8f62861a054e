package io.sluice.worker;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.plan.TaskId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tasks of a worker, and the queries that were cancelled lately, so that a task that arrives behind the cancellation of its query does not start. Thread-safe.
 */
final class TaskRegistry {
  private static final int CANCELLED_QUERIES_KEPT = 4096;

  private final Map<TaskId, WorkerTask> tasks = new LinkedHashMap<>();
  private final Set<QueryId> cancelledQueries = new LinkedHashSet<>();

  /**
   * Adds a task.
   *
   * @throws SluiceException of code CANCELLED when its query was cancelled, of code INTERNAL_ERROR when the task is here already
   */
  synchronized void add(WorkerTask task) {
    TaskId id = task.request().id();
    if (cancelledQueries.contains(id.query())) {
      throw new SluiceException(
          ErrorCode.CANCELLED,
          "Query " + id.query() + " was cancelled before its task " + id + " came");
    }
    if (tasks.putIfAbsent(id, task) != null) {
      throw new SluiceException(ErrorCode.INTERNAL_ERROR, "Task " + id + " was started twice");
    }
  }

  synchronized void remove(WorkerTask task) {
    tasks.remove(task.request().id(), task);
  }

  synchronized void markCancelled(QueryId query) {
    cancelledQueries.add(query);
    if (cancelledQueries.size() > CANCELLED_QUERIES_KEPT) {
      cancelledQueries.remove(cancelledQueries.iterator().next());
    }
  }

  synchronized List<WorkerTask> matching(Predicate<WorkerTask> condition) {
    return tasks.values().stream().filter(condition).toList();
  }
}
