package io.sluice.plan;

import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of a physical plan. Immutable; a node that a user brings is equal to a built-in one.
 *
 * <p>Whatever changes while a plan runs lives in the streams and in the {@link TaskContext}.
 */
public interface ExecutionPlan {
  /** What the planner may rely on. Planner rules ask often: a node asks each of its children at most once. */
  PlanProperties properties();

  List<ExecutionPlan> children();

  /** The same node over other children, as many as {@link #children()} has. Called by planner rules. */
  ExecutionPlan withNewChildren(List<ExecutionPlan> children);

  /**
   * The stream of one output partition. Called at most once for each partition of a task, on a driver thread; must not block. Work that many
   * partitions share is found by {@link TaskContext#shared}.
   *
   * <p>Implemented by the node, called by {@link #open} only.
   *
   * @param partition 0 to {@code properties().partitioning().partitionCount() - 1}
   */
  RecordBatchStream execute(int partition, TaskContext context);

  /** The stream of {@link #execute}, under the task's metrics. This is what a node calls of its children; not to be overridden. */
  default RecordBatchStream open(int partition, TaskContext context) {
    return context.metrics().open(this, partition, context);
  }

  /**
   * What one of the tasks of this plan's stage needs of it; the same node where tasks do not differ. Called by the coordinator for each task before the plan is
   * sent there.
   */
  default ExecutionPlan forTask(int task) {
    List<ExecutionPlan> all = children();
    List<ExecutionPlan> needed = new ArrayList<>(all.size());
    boolean isSame = true;
    for (ExecutionPlan child : all) {
      ExecutionPlan own = child.forTask(task);
      isSame &= own == child;
      needed.add(own);
    }
    return isSame ? this : withNewChildren(needed);
  }

  /** One line without indentation, for instance {@code SortExec: expr=[number@0 ASC NULLS LAST], preserve_partitioning=[true]}. */
  String displayAs();

  /** What the node does to the number of rows; the distributed planner sizes the next stage by it. */
  default CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.UNKNOWN;
  }

  default Schema schema() {
    return properties().schema();
  }

  default int partitionCount() {
    return properties().partitioning().partitionCount();
  }
}
