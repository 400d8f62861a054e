package io.sluice.extension;

import io.sluice.config.ConfigValues;
import io.sluice.plan.ExecutionPlan;
import java.util.Optional;

/**
 * Says over how many tasks a node's work should be spread, and makes the leaf that many tasks share. Asked by the coordinator while it plans, in
 * the order of registration; the first answer wins. Must be quick and free of side effects; an exception fails the query.
 */
public interface TaskEstimator {
  /**
   * The count for a node, or empty if this estimator does not know it. Called for every leaf; for an inner node too, where an answer is merged with
   * the counts of its children.
   */
  Optional<TaskCount> taskEstimation(ExecutionPlan plan, ConfigValues config);

  /**
   * The leaf that serves that many tasks; which share is its own it learns from {@link io.sluice.plan.DistributedTaskContext} when it runs. Called
   * once for each leaf this estimator answered for, if the plan is distributed.
   */
  ExecutionPlan scaleUpLeafNode(ExecutionPlan leaf, int taskCount, ConfigValues config);
}
