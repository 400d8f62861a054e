package io.sluice.example.numbers;

import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Produces numbers: one range for each task of its stage, in one partition.
 *
 * @param rangesPerTask the range of task 0, 1, ...
 * @param hasColumn whether the column is wanted; otherwise only the number of rows counts
 */
record NumbersExec(List<NumberRange> rangesPerTask, boolean hasColumn) implements ExecutionPlan {
  NumbersExec {
    rangesPerTask = List.copyOf(rangesPerTask);
  }

  /** The same numbers dealt over that many tasks. */
  NumbersExec scaledTo(int taskCount) {
    return new NumbersExec(range().split(taskCount), hasColumn);
  }

  /** All numbers of all tasks. */
  NumberRange range() {
    return new NumberRange(
        rangesPerTask.get(0).start(),
        rangesPerTask.get(rangesPerTask.size() - 1).end());
  }

  @Override
  public PlanProperties properties() {
    Schema schema = hasColumn ? NumbersTable.SCHEMA : Schema.EMPTY;
    return PlanProperties.of(schema, new Partitioning.Unknown(1));
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of();
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return this;
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    DistributedTaskContext task = context.distributed();
    if (task.taskCount() != rangesPerTask.size()) {
      throw new IllegalStateException(
          task.taskCount() + " tasks run a plan made for " + rangesPerTask.size());
    }
    return new NumbersStream(schema(), rangesPerTask.get(task.taskIndex()), context.batchSize());
  }

  @Override
  public String displayAs() {
    return IntStream.range(0, rangesPerTask.size())
        .mapToObj(task -> "t" + task + ":" + rangesPerTask.get(task))
        .collect(Collectors.joining(", ", "NumbersExec: ", ""));
  }
}
