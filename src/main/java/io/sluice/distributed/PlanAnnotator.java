package io.sluice.distributed;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.operator.join.HashJoinExec;
import io.sluice.operator.join.JoinMode;
import io.sluice.operator.join.NestedLoopJoinExec;
import io.sluice.operator.recursion.RecursiveQueryExec;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.repartition.RepartitionExec;
import io.sluice.operator.repartition.SpoolExec;
import io.sluice.operator.sort.SortPreservingMergeExec;
import io.sluice.operator.union.UnionExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the task count of every node, bottom-up, and the boundaries between stages. */
final class PlanAnnotator {
  private final List<TaskEstimator> estimators;
  private final int workers;
  private final ConfigValues config;
  private final boolean isolatesUnions;

  PlanAnnotator(List<TaskEstimator> estimators, int workers, ConfigValues config) {
    this.estimators = estimators;
    this.workers = workers;
    this.config = config;
    this.isolatesUnions = config.get(SessionOptions.CHILDREN_ISOLATOR_UNIONS);
  }

  /** The plan's root has no boundary above it: the head stage is one task. */
  AnnotatedPlan annotate(ExecutionPlan root) {
    return annotate(root, Boundary.NONE, false);
  }

  /**
   * Annotates a node.
   *
   * @param gathersBroadcast whether it makes one partition of what all tasks of its stage get
   */
  private AnnotatedPlan annotate(ExecutionPlan plan, Boundary above, boolean gathersBroadcast) {
    List<AnnotatedPlan> children = new ArrayList<>();
    for (ExecutionPlan child : plan.children()) {
      boolean isFirst = children.isEmpty();
      if (plan instanceof RecursiveQueryExec recursion && child == recursion.term()) {
        children.add(local(child));
      } else if (isFirst && broadcasts(plan) && child instanceof CoalescePartitionsExec) {
        children.add(annotate(child, Boundary.NONE, true));
      } else if (gathersBroadcast || isFirst && broadcasts(plan)) {
        children.add(annotate(child, Boundary.BROADCAST, false));
      } else {
        children.add(annotate(child, boundaryBetween(child, plan), false));
      }
    }
    Optional<TaskEstimator> answered = Optional.empty();
    Optional<TaskCount> estimate = Optional.empty();
    for (TaskEstimator estimator : estimators) {
      estimate = estimator.taskEstimation(plan, config);
      if (estimate.isPresent()) {
        answered = Optional.of(estimator);
        break;
      }
    }
    TaskCount count = count(plan, children, estimate).limit(workers);
    return new AnnotatedPlan(plan, children, count, above, answered);
  }

  /** A plan that runs many times stays where its rows are: without boundaries and in one task. */
  private static AnnotatedPlan local(ExecutionPlan plan) {
    return new AnnotatedPlan(
        plan,
        plan.children().stream().map(PlanAnnotator::local).toList(),
        new TaskCount.Maximum(1),
        Boundary.NONE,
        Optional.empty());
  }

  private static Boundary boundaryBetween(ExecutionPlan child, ExecutionPlan parent) {
    if (child instanceof SpoolExec) {
      return Boundary.SPOOL;
    }
    if (child instanceof RepartitionExec repartition
        && repartition.partitioning() instanceof Partitioning.Hash) {
      return Boundary.SHUFFLE;
    }
    boolean gathers =
        parent instanceof CoalescePartitionsExec || parent instanceof SortPreservingMergeExec;
    return gathers && !child.children().isEmpty() ? Boundary.COALESCE : Boundary.NONE;
  }

  private TaskCount count(
      ExecutionPlan plan, List<AnnotatedPlan> children, Optional<TaskCount> estimate) {
    if (children.isEmpty()) {
      return estimate.orElse(new TaskCount.Maximum(1));
    }
    if (plan instanceof UnionExec && isolatesUnions) {
      return new TaskCount.Desired(children.stream()
          .mapToInt(child -> contribution(child, config).count())
          .sum());
    }
    TaskCount count = estimate.orElse(new TaskCount.Desired(1));
    for (AnnotatedPlan child : children) {
      count = count.merge(contribution(child, config));
    }
    if (collects(plan) && !broadcasts(plan)) {
      count = count.merge(new TaskCount.Maximum(1));
    }
    return count;
  }

  /** Whether a node reads all rows of an input in one partition. */
  private static boolean collects(ExecutionPlan plan) {
    return plan instanceof NestedLoopJoinExec
        || plan instanceof RecursiveQueryExec
        || plan instanceof HashJoinExec join && join.mode() == JoinMode.COLLECT_LEFT;
  }

  /** Whether each task may have all rows of the collected input: the join gives none of them but with rows of its own. */
  private static boolean broadcasts(ExecutionPlan plan) {
    return plan instanceof HashJoinExec join
            && join.mode() == JoinMode.COLLECT_LEFT
            && !join.type().awaitsRight()
        || plan instanceof NestedLoopJoinExec loop && !loop.type().awaitsRight();
  }

  /** What a child says of its parent's count: its own within a stage, the one that follows from it across a boundary. */
  static TaskCount contribution(AnnotatedPlan child, ConfigValues config) {
    return switch (child.boundary()) {
      case NONE, SPOOL -> child.count();
      case BROADCAST -> new TaskCount.Desired(1);
      case COALESCE -> new TaskCount.Maximum(1);
      case SHUFFLE -> {
        double factor = config.get(SessionOptions.CARDINALITY_TASK_COUNT_FACTOR);
        yield new TaskCount.Desired((int) Math.ceil(child.count().count() * scale(child, factor)));
      }
    };
  }

  /** How many rows leave a node for each row that enters its stage, guessed by what the operators can do to the number of rows. */
  private static double scale(AnnotatedPlan node, double cardinalityFactor) {
    double scale = 1.0;
    if (!node.isLeaf()) {
      scale = 0.0;
      for (AnnotatedPlan child : node.children()) {
        scale = Math.max(
            scale, child.boundary() == Boundary.NONE ? scale(child, cardinalityFactor) : 1.0);
      }
    }
    return switch (node.plan().cardinalityEffect()) {
      case LOWER_EQUAL -> scale / cardinalityFactor;
      case GREATER_EQUAL -> scale * cardinalityFactor;
      case EQUAL, UNKNOWN -> scale;
    };
  }
}
