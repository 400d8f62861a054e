package io.sluice.coordinator;

import io.sluice.distributed.NetworkBoundary;
import io.sluice.distributed.Stage;
import io.sluice.error.ErrorInfo;
import io.sluice.metrics.TaskProfile;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what the tasks of one query tell of their work. Thread-safe. */
final class ProgressCollector {
  private final int workerCount;
  private final int taskCount;
  private final Map<Integer, List<Integer>> scans = new HashMap<>();

  // Guarded by this.
  private final Map<TaskId, Read> reads = new HashMap<>();
  private final Set<TaskId> ended = new HashSet<>();
  private boolean isOver;
  private Optional<ErrorInfo> failure = Optional.empty();

  /** What the scans of a task have read. */
  private record Read(long rows, long bytes) {}

  ProgressCollector(QueryPlan plan, int headStage, int taskCount) {
    this.workerCount = plan.workers().size();
    this.taskCount = taskCount;
    scans.put(headStage, scansOf(plan.head()));
    for (Stage stage : plan.stages()) {
      scans.put(stage.number(), scansOf(stage.requirePlan()));
    }
  }

  /** The positions of the nodes that read something else than another stage, as profiles count them. */
  private static List<Integer> scansOf(ExecutionPlan plan) {
    List<Integer> positions = new ArrayList<>();
    addScans(plan, 0, positions);
    return positions;
  }

  private static int addScans(ExecutionPlan node, int position, List<Integer> positions) {
    if (node.children().isEmpty() && !(node instanceof NetworkBoundary)) {
      positions.add(position);
    }
    int next = position + 1;
    for (ExecutionPlan child : node.children()) {
      next = addScans(child, next, positions);
    }
    return next;
  }

  /** A task tells what it has counted until now. */
  void told(TaskId task, TaskProfile profile) {
    long rows = 0;
    long bytes = 0;
    for (int position : scans.getOrDefault(task.stage(), List.of())) {
      if (position < profile.operators().size()) {
        rows += profile.operators().get(position).get(OperatorMetric.OUTPUT_ROWS);
        bytes += profile.operators().get(position).get(OperatorMetric.BYTES_READ);
      }
    }
    synchronized (this) {
      // Messages may overtake each other.
      Read before = reads.getOrDefault(task, new Read(0, 0));
      reads.put(task, new Read(Math.max(rows, before.rows()), Math.max(bytes, before.bytes())));
    }
  }

  synchronized void ended(TaskId task) {
    ended.add(task);
  }

  /** The query has failed; only the first cause counts. */
  synchronized void failed(Throwable cause) {
    if (failure.isEmpty()) {
      failure = Optional.of(ErrorInfo.of(cause));
    }
  }

  /** Nothing of the query is left. */
  synchronized void over() {
    isOver = true;
  }

  synchronized QueryProgress progress() {
    QueryProgress.State state = failure.isPresent()
        ? QueryProgress.State.FAILED
        : isOver ? QueryProgress.State.FINISHED : QueryProgress.State.RUNNING;
    return new QueryProgress(
        state,
        workerCount,
        taskCount,
        ended.size(),
        reads.values().stream().mapToLong(Read::rows).sum(),
        reads.values().stream().mapToLong(Read::bytes).sum(),
        failure);
  }
}
