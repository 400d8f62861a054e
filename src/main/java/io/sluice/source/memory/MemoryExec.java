package io.sluice.source.memory;

import io.sluice.column.RecordBatch;
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
import io.sluice.type.Schema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gives the rows of a table in memory. Each partition of each task gives one of {@code taskCount * partitionCount} shares of neighbouring batches.
 *
 * @param batches of all shares, or of one task's; nobody changes them
 * @param partitionCount partitions of one task
 * @param taskCount tasks that share the table
 * @param isShare whether the batches are those of the task that runs this alone
 */
record MemoryExec(
    String tableName,
    Schema schema,
    List<RecordBatch> batches,
    int partitionCount,
    int taskCount,
    boolean isShare)
    implements ExecutionPlan {
  MemoryExec {
    batches = List.copyOf(batches);
    if (partitionCount < 1 || taskCount < 1) {
      throw new IllegalArgumentException(partitionCount + " partitions of " + taskCount + " tasks");
    }
  }

  long bytes() {
    return batches.stream().mapToLong(RecordBatch::retainedBytes).sum();
  }

  long rowCount() {
    return batches.stream().mapToLong(RecordBatch::rowCount).sum();
  }

  MemoryExec withTaskCount(int tasks) {
    return new MemoryExec(tableName, schema, batches, partitionCount, tasks, false);
  }

  @Override
  public PlanProperties properties() {
    return PlanProperties.of(schema, new Partitioning.Unknown(partitionCount));
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
    int first = isShare ? 0 : task.taskIndex() * partitionCount;
    int shares = isShare ? partitionCount : taskCount * partitionCount;
    return new MemoryStream(schema, share(first + partition, 1, shares), context.batchSize());
  }

  /** The batches of some neighbouring shares. */
  private List<RecordBatch> share(int first, int count, int shares) {
    int from = (int) ((long) first * batches.size() / shares);
    int to = (int) ((long) (first + count) * batches.size() / shares);
    return batches.subList(from, to);
  }

  @Override
  public ExecutionPlan forTask(int task) {
    return taskCount == 1 || isShare
        ? this
        : new MemoryExec(
            tableName, schema, share(task, 1, taskCount), partitionCount, taskCount, true);
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }

  @Override
  public String displayAs() {
    String columns = schema.fields().stream().map(Field::name).collect(Collectors.joining(", "));
    return "MemoryExec: table=%s, projection=[%s], rows=%d%s"
        .formatted(tableName, columns, rowCount(), taskCount == 1 ? "" : ", tasks=" + taskCount);
  }
}
