package io.sluice.distributed;

import io.sluice.plan.Boundedness;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A union whose children are dealt over the tasks of its stage, each task running its own shares of them only. Every task has as many partitions as the one with
 * the most; what a task has fewer is empty.
 *
 * @param sharesPerTask for each task the shares it runs
 */
public record DistributedUnionExec(List<ExecutionPlan> inputs, List<List<UnionShare>> sharesPerTask)
    implements ExecutionPlan {
  public DistributedUnionExec {
    inputs = List.copyOf(inputs);
    sharesPerTask = sharesPerTask.stream().map(List::copyOf).toList();
  }

  @Override
  public PlanProperties properties() {
    List<PlanProperties> properties =
        inputs.stream().map(ExecutionPlan::properties).toList();
    int partitions = 1;
    for (List<UnionShare> shares : sharesPerTask) {
      int ofTask = 0;
      for (UnionShare share : shares) {
        ofTask += properties.get(share.child()).partitioning().partitionCount();
      }
      partitions = Math.max(partitions, ofTask);
    }
    boolean isUnbounded =
        properties.stream().anyMatch(input -> input.boundedness() == Boundedness.UNBOUNDED);
    return new PlanProperties(
        properties.get(0).schema(),
        new Partitioning.Unknown(partitions),
        List.of(),
        isUnbounded ? Boundedness.UNBOUNDED : Boundedness.BOUNDED);
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }

  @Override
  public List<ExecutionPlan> children() {
    return inputs;
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new DistributedUnionExec(children, sharesPerTask);
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    int rest = partition;
    for (UnionShare share : sharesPerTask.get(context.distributed().taskIndex())) {
      ExecutionPlan input = inputs.get(share.child());
      if (rest < input.partitionCount()) {
        TaskContext shareContext = new ShareTaskContext(
            context, new DistributedTaskContext(share.subtask(), share.subtaskCount()));
        return input.open(rest, shareContext);
      }
      rest -= input.partitionCount();
    }
    Schema schema = inputs.get(0).schema();
    return new InterleaveStream(schema, new ArrayList<>());
  }

  /** The children count their tasks by shares, so they are sent whole. */
  @Override
  public ExecutionPlan forTask(int task) {
    return this;
  }

  @Override
  public String displayAs() {
    return IntStream.range(0, sharesPerTask.size())
        .mapToObj(task -> "t" + task + ":" + sharesPerTask.get(task))
        .collect(Collectors.joining(" ", "DistributedUnionExec: ", ""));
  }
}
