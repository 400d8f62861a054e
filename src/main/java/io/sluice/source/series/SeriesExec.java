package io.sluice.source.series;

import io.sluice.expression.series.Series;
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
 * Produces the values of a series: a part of it for each task of its stage, in one partition.
 *
 * @param table the table's schema, of one column
 * @param partsPerTask what task 0, 1, ... produces
 * @param hasColumn whether the column is wanted; otherwise only the number of rows counts
 */
record SeriesExec(Schema table, List<Series> partsPerTask, boolean hasColumn)
    implements ExecutionPlan {
  SeriesExec {
    partsPerTask = List.copyOf(partsPerTask);
  }

  double size() {
    return partsPerTask.stream().mapToDouble(Series::size).sum();
  }

  /** The same series for that many tasks, of a node that is for one. */
  SeriesExec scaledTo(int taskCount) {
    return new SeriesExec(table, partsPerTask.get(0).split(taskCount), hasColumn);
  }

  @Override
  public PlanProperties properties() {
    return PlanProperties.of(hasColumn ? table : Schema.EMPTY, new Partitioning.Unknown(1));
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
    if (task.taskCount() != partsPerTask.size()) {
      throw new IllegalStateException(
          task.taskCount() + " tasks run a plan made for " + partsPerTask.size());
    }
    return new SeriesStream(
        schema(), partsPerTask.get(task.taskIndex()).cursor(), context.batchSize());
  }

  @Override
  public String displayAs() {
    return IntStream.range(0, partsPerTask.size())
        .mapToObj(task -> "t" + task + ":[" + partsPerTask.get(task) + "]")
        .collect(Collectors.joining(", ", "SeriesExec: ", ""));
  }
}
