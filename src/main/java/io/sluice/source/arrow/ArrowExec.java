package io.sluice.source.arrow;

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
 * Reads record batches of Arrow files and whole streams, none in two partitions. Task {@code t} reads the groups from {@code t * partitionCount} on, one a partition.
 *
 * @param schema the projected columns
 * @param groups the splits of every partition of every task
 * @param partitionCount partitions of one task
 */
public record ArrowExec(Schema schema, List<SplitGroup> groups, int partitionCount)
    implements FileScan {
  public ArrowExec {
    requireNonNull(schema, "schema");
    groups = List.copyOf(groups);
    if (partitionCount < 1 || groups.isEmpty() || groups.size() % partitionCount != 0) {
      throw new IllegalArgumentException(
          groups.size() + " groups for tasks of " + partitionCount + " partitions");
    }
    for (SplitGroup group : groups) {
      for (ArrowSplit split : group.splits()) {
        List<Integer> columns = split.file().columns();
        if (columns.size() != schema.size() || columns.stream().anyMatch(column -> column < 0)) {
          throw new IllegalArgumentException("columns " + columns + " for " + schema);
        }
      }
    }
  }

  /** What one partition reads. */
  record SplitGroup(List<ArrowSplit> splits) {
    SplitGroup {
      splits = List.copyOf(splits);
    }
  }

  static ArrowExec of(Schema schema, List<ArrowSplit> splits, int partitionCount) {
    return new ArrowExec(schema, deal(splits, partitionCount), partitionCount);
  }

  private static List<SplitGroup> deal(List<ArrowSplit> splits, int groupCount) {
    return FileScan.deal(splits, groupCount, ArrowSplit::bytes).stream()
        .map(SplitGroup::new)
        .toList();
  }

  List<ArrowSplit> splits() {
    return groups.stream().flatMap(group -> group.splits().stream()).toList();
  }

  @Override
  public int splitCount() {
    return splits().size();
  }

  @Override
  public long bytes() {
    return splits().stream().mapToLong(ArrowSplit::bytes).sum();
  }

  @Override
  public ArrowExec withTaskCount(int tasks) {
    return new ArrowExec(schema, deal(splits(), tasks * partitionCount), partitionCount);
  }

  int taskCount() {
    return groups.size() / partitionCount;
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
          "An Arrow scan for %d tasks runs as one of %d".formatted(taskCount(), task.taskCount()));
    }
    SplitGroup group = groups.get(task.taskIndex() * partitionCount + partition);
    return new ArrowStream(schema, group.splits(), context);
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }

  @Override
  public String displayAs() {
    List<ArrowSplit> splits = splits();
    long files = splits.stream().map(ArrowSplit::file).distinct().count();
    String names = schema.fields().stream().map(Field::name).collect(Collectors.joining(", "));
    return "ArrowExec: files=%d, splits=%d, projection=[%s]%s"
        .formatted(files, splits.size(), names, taskCount() == 1 ? "" : ", tasks=" + taskCount());
  }
}
