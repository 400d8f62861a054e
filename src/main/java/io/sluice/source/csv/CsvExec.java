package io.sluice.source.csv;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.source.file.FileScan;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads CSV files, no file in two partitions. Task {@code t} reads the groups from {@code t * partitionCount} on, one a partition.
 *
 * @param schema the projected columns
 * @param groups the files of every partition of every task
 * @param partitionCount partitions of one task
 */
public record CsvExec(Schema schema, List<SplitGroup> groups, int partitionCount)
    implements FileScan {
  public CsvExec {
    requireNonNull(schema, "schema");
    groups = List.copyOf(groups);
    if (partitionCount < 1 || groups.isEmpty() || groups.size() % partitionCount != 0) {
      throw new IllegalArgumentException(
          groups.size() + " groups for tasks of " + partitionCount + " partitions");
    }
  }

  /** What one partition reads. */
  record SplitGroup(List<CsvSplit> splits) {
    SplitGroup {
      splits = List.copyOf(splits);
    }
  }

  static CsvExec of(Schema schema, List<CsvSplit> splits, int partitionCount) {
    return new CsvExec(schema, deal(splits, partitionCount), partitionCount);
  }

  private static List<SplitGroup> deal(List<CsvSplit> splits, int groupCount) {
    return FileScan.deal(splits, groupCount, CsvSplit::bytes).stream()
        .map(SplitGroup::new)
        .toList();
  }

  @Override
  public int splitCount() {
    return splits().size();
  }

  List<CsvSplit> splits() {
    return groups.stream().flatMap(group -> group.splits().stream()).toList();
  }

  @Override
  public CsvExec withTaskCount(int tasks) {
    return new CsvExec(schema, deal(splits(), tasks * partitionCount), partitionCount);
  }

  int taskCount() {
    return groups.size() / partitionCount;
  }

  @Override
  public long bytes() {
    return splits().stream().mapToLong(CsvSplit::bytes).sum();
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
    if (task.taskCount() != taskCount()) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "A CSV scan for %d tasks runs as one of %d".formatted(taskCount(), task.taskCount()));
    }
    SplitGroup group = groups.get(task.taskIndex() * partitionCount + partition);
    return new CsvStream(schema, group.splits(), context);
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }

  @Override
  public String displayAs() {
    String columns = schema.fields().stream().map(Field::name).collect(Collectors.joining(", "));
    return "CsvExec: files=%d, projection=[%s]%s"
        .formatted(splits().size(), columns, taskCount() == 1 ? "" : ", tasks=" + taskCount());
  }
}
