package io.sluice.plan;

import java.util.Set;

/** A node that learns in each task which rows the scans below it need, and adds that to {@link TaskContext#runtimeFilters()}. */
public interface RuntimeFilterSource extends ExecutionPlan {
  /** The numbers of its filters. */
  Set<Integer> filterNumbers();

  /** Whether each task's filters tell of all keys there are; otherwise those of all tasks together do. */
  boolean knowsAllKeys();
}
