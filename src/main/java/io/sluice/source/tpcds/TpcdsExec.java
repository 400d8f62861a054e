package io.sluice.source.tpcds;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Field;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Generates a table of the benchmark. Each partition of each task makes one of {@code taskCount * partitionCount} parts.
 *
 * @param tableName one of the twenty-four tables, in lower case
 * @param projection indices of the table's columns
 * @param partitionCount partitions of one task
 * @param taskCount tasks that share the table
 */
public record TpcdsExec(
    String tableName,
    double scaleFactor,
    List<Integer> projection,
    int partitionCount,
    int taskCount)
    implements ExecutionPlan {
  public TpcdsExec {
    projection = List.copyOf(projection);
    int columns = table(tableName).columns().size();
    if (projection.stream().anyMatch(column -> column < 0 || column >= columns)) {
      throw new IllegalArgumentException(tableName + " has no columns " + projection);
    }
    if (partitionCount < 1 || taskCount < 1) {
      throw new IllegalArgumentException(partitionCount + " partitions of " + taskCount + " tasks");
    }
    ScaleFactor.check(scaleFactor);
  }

  private static TpcdsTable table(String name) {
    return TpcdsTable.find(name)
        .orElseThrow(() -> new IllegalArgumentException("no table '" + name + "' in TPC-DS"));
  }

  TpcdsTable table() {
    return table(tableName);
  }

  /** How many bytes the projected columns have, all tasks together. */
  double bytes() {
    TpcdsTable table = table();
    return table.rows(scaleFactor) * table.rowBytes(projection);
  }

  TpcdsExec withTaskCount(int tasks) {
    return new TpcdsExec(tableName, scaleFactor, projection, partitionCount, tasks);
  }

  @Override
  public PlanProperties properties() {
    int[] columns = projection.stream().mapToInt(Integer::intValue).toArray();
    return PlanProperties.of(
        table().schema().project(columns), new Partitioning.Unknown(partitionCount));
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
    if (task.taskCount() != taskCount) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "A scan of %s for %d tasks runs as one of %d"
              .formatted(tableName, taskCount, task.taskCount()));
    }
    int part = task.taskIndex() * partitionCount + partition + 1;
    return new TpcdsStream(this, part, taskCount * partitionCount, context);
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }

  @Override
  public String displayAs() {
    String columns = schema().fields().stream().map(Field::name).collect(Collectors.joining(", "));
    return "TpcdsExec: table=%s.%s, projection=[%s]%s"
        .formatted(
            ScaleFactor.schemaName(scaleFactor),
            tableName,
            columns,
            taskCount == 1 ? "" : ", tasks=" + taskCount);
  }
}
