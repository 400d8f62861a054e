package io.sluice.metrics;

import io.sluice.plan.TaskId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Waits for what the tasks of one query counted. Thread-safe. */
public final class ProfileCollector {
  private final Promise<Map<Integer, StageProfile>> stages = Promise.promise();

  // Guarded by this.
  private final Set<TaskId> missing;
  private final Map<Integer, List<TaskProfile>> told = new TreeMap<>();

  /**
   * @param tasks all tasks of the query, at least one
   */
  public ProfileCollector(Collection<TaskId> tasks) {
    missing = new HashSet<>(tasks);
  }

  /** A task is over. */
  public void told(TaskId task, TaskProfile profile) {
    synchronized (this) {
      if (missing.contains(task)) {
        told.computeIfAbsent(task.stage(), stage -> new ArrayList<>()).add(profile);
      }
    }
    ended(task);
  }

  /** A task has ended without counting anything, for instance as it was not started. */
  public void ended(TaskId task) {
    Map<Integer, StageProfile> merged = new TreeMap<>();
    synchronized (this) {
      if (!missing.remove(task) || !missing.isEmpty()) {
        return;
      }
      told.forEach((stage, profiles) -> merged.put(stage, StageProfile.of(profiles)));
    }
    stages.tryComplete(merged);
  }

  /** What is missing will not come. */
  public void fail(Throwable cause) {
    stages.tryFail(cause);
  }

  /** What the tasks of each stage counted, when all have ended. */
  public Future<Map<Integer, StageProfile>> stages() {
    return stages.future();
  }
}
