package io.sluice.distributed;

import io.sluice.config.ConfigValues;
import io.sluice.extension.TaskEstimator;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;

/**
 * Turns a single-node plan into stages: annotates every node with a task count, puts boundaries where rows must change tasks, and distributes what lies between
 * them. Stateless.
 */
public final class DistributedPlanner {
  private final List<TaskEstimator> estimators;

  public DistributedPlanner(List<TaskEstimator> estimators) {
    this.estimators = List.copyOf(estimators);
  }

  /** The plan for one task, if that is what {@link #distribute} makes of it with any number of workers. */
  public Optional<ExecutionPlan> oneTask(ExecutionPlan plan, ConfigValues config) {
    ExecutionPlan root = gathered(plan);
    AnnotatedPlan annotated =
        new PlanAnnotator(estimators, Integer.MAX_VALUE, config).annotate(root);
    return annotated.isOneTask() ? Optional.of(root) : Optional.empty();
  }

  private static ExecutionPlan gathered(ExecutionPlan plan) {
    return plan.partitionCount() > 1 ? new CoalescePartitionsExec(plan) : plan;
  }

  /**
   * A {@link DistributedExec}, or the plan itself when one task can do it all.
   *
   * @param workers how many workers the cluster has; less than one counts as one
   */
  public ExecutionPlan distribute(ExecutionPlan plan, int workers, ConfigValues config) {
    ExecutionPlan root = gathered(plan);
    AnnotatedPlan annotated =
        new PlanAnnotator(estimators, Math.max(1, workers), config).annotate(root);
    StageBuilder stages = new StageBuilder(config);
    ExecutionPlan head = stages.build(annotated);
    return stages.isOneTask() ? root : new DistributedExec(head);
  }
}
