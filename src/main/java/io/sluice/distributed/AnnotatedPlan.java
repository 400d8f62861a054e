package io.sluice.distributed;

import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;

/**
 * A node with what the planner found out about it.
 *
 * @param count the task count of the part of the stage that lies at and below this node; final where a boundary lies above
 * @param boundary what lies above this node
 * @param estimator the one that answered for this node
 */
record AnnotatedPlan(
    ExecutionPlan plan,
    List<AnnotatedPlan> children,
    TaskCount count,
    Boundary boundary,
    Optional<TaskEstimator> estimator) {
  boolean isLeaf() {
    return children.isEmpty();
  }

  /** Whether neither it nor any node below it has more than one task. */
  boolean isOneTask() {
    return count.count() <= 1 && children.stream().allMatch(AnnotatedPlan::isOneTask);
  }
}
