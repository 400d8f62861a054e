package io.sluice.distributed;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.operator.repartition.BroadcastExec;
import io.sluice.operator.repartition.CoalesceBatchesExec;
import io.sluice.operator.repartition.RepartitionExec;
import io.sluice.operator.repartition.SpoolExec;
import io.sluice.operator.repartition.SpoolScanExec;
import io.sluice.operator.union.UnionExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Rewrites an annotated plan: scales leaves, puts network nodes at boundaries and numbers the stages below them. For one plan. */
final class StageBuilder {
  private static final int HEAD_TASKS = 1;

  private final ConfigValues config;
  private final Map<Integer, Stage> spools = new HashMap<>();
  private int stageCount;
  private boolean isOneTask = true;

  StageBuilder(ConfigValues config) {
    this.config = config;
  }

  /** Whether no stage that was built has more than one task, so that the head's task can do it all. */
  boolean isOneTask() {
    return isOneTask;
  }

  /** The head stage. */
  ExecutionPlan build(AnnotatedPlan root) {
    return distribute(root, HEAD_TASKS);
  }

  /** The node as part of a stage of that many tasks. */
  private ExecutionPlan distribute(AnnotatedPlan node, int taskCount) {
    if (node.isLeaf()) {
      return node.estimator()
          .map(estimator -> estimator.scaleUpLeafNode(node.plan(), taskCount, config))
          .orElse(node.plan());
    }
    if (node.plan() instanceof UnionExec
        && taskCount > 1
        && config.get(SessionOptions.CHILDREN_ISOLATOR_UNIONS)) {
      return isolate(node, taskCount);
    }
    if (node.plan() instanceof CoalesceBatchesExec coalesce
        && isShuffled(node.children().get(0), taskCount)) {
      return shuffle(
          node.children().get(0), taskCount, head -> coalesce.withNewChildren(List.of(head)));
    }
    if (node.plan() instanceof SpoolScanExec scan) {
      Stage stage = spool(node.children().get(0));
      // Not the partitions of the spool before it was distributed, which a union may have changed.
      int partitions = stage.partitionCount() / scan.spool().readers();
      return new NetworkSpoolExec(stage, scan.reader(), partitions);
    }
    List<ExecutionPlan> children = new ArrayList<>();
    for (AnnotatedPlan child : node.children()) {
      children.add(cross(child, taskCount));
    }
    return node.plan().withNewChildren(children);
  }

  /** The child as its parent reads it, through the boundary between them if there is one. */
  private ExecutionPlan cross(AnnotatedPlan child, int consumerTasks) {
    if (isShuffled(child, consumerTasks)) {
      return shuffle(child, consumerTasks, UnaryOperator.identity());
    }
    if (child.boundary() == Boundary.COALESCE && isCrossed(child, consumerTasks)) {
      int producerTasks = child.count().count();
      ExecutionPlan head = distribute(child, producerTasks);
      return new NetworkCoalesceExec(
          nextStage(producerTasks, head), child.plan().properties().ordering());
    }
    if (child.boundary() == Boundary.BROADCAST && isCrossed(child, consumerTasks)) {
      int producerTasks = child.count().count();
      ExecutionPlan input = distribute(child, producerTasks);
      Stage stage = nextStage(producerTasks, new BroadcastExec(consumerTasks, input));
      return new NetworkBroadcastExec(stage, input.partitionCount());
    }
    return distribute(child, consumerTasks);
  }

  private static boolean isShuffled(AnnotatedPlan child, int consumerTasks) {
    return child.boundary() == Boundary.SHUFFLE && isCrossed(child, consumerTasks);
  }

  /** A boundary with one task on both sides is none. */
  private static boolean isCrossed(AnnotatedPlan child, int consumerTasks) {
    return child.count().count() > 1 || consumerTasks > 1;
  }

  private ExecutionPlan shuffle(
      AnnotatedPlan child, int consumerTasks, UnaryOperator<ExecutionPlan> onTop) {
    int producerTasks = child.count().count();
    RepartitionExec repartition = (RepartitionExec) child.plan();
    Partitioning.Hash perTask = (Partitioning.Hash) repartition.partitioning();
    ExecutionPlan input = cross(child.children().get(0), producerTasks);
    int allPartitions = Math.multiplyExact(perTask.partitionCount(), consumerTasks);
    ExecutionPlan head =
        new RepartitionExec(new Partitioning.Hash(perTask.expressions(), allPartitions), input);
    return new NetworkShuffleExec(nextStage(producerTasks, onTop.apply(head)), perTask);
  }

  /** The stage of a spool, which is one for all that read it. */
  private Stage spool(AnnotatedPlan spool) {
    int number = ((SpoolExec) spool.plan()).number();
    Stage stage = spools.get(number);
    if (stage == null) {
      int taskCount = spool.count().count();
      stage = nextStage(taskCount, distribute(spool, taskCount));
      spools.put(number, stage);
    }
    return stage;
  }

  private Stage nextStage(int taskCount, ExecutionPlan head) {
    stageCount++;
    isOneTask &= taskCount == 1;
    return Stage.of(stageCount, taskCount, head);
  }

  private ExecutionPlan isolate(AnnotatedPlan union, int taskCount) {
    int[] counts = union.children().stream()
        .mapToInt(child -> PlanAnnotator.contribution(child, config).count())
        .toArray();
    List<List<UnionShare>> shares = UnionShare.split(counts, taskCount);
    List<ExecutionPlan> children = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      int child = i;
      int subtasks = shares.stream()
          .flatMap(List::stream)
          .filter(share -> share.child() == child)
          .findFirst()
          .orElseThrow()
          .subtaskCount();
      children.add(cross(union.children().get(i), subtasks));
    }
    return new DistributedUnionExec(children, shares);
  }
}
