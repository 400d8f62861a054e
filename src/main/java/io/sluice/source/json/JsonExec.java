package io.sluice.source.json;

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
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads JSON files, no record in two partitions. Task {@code t} reads the groups from {@code t * partitionCount} on, one a partition.
 *
 * @param schema the projected columns
 * @param columns for each projected column its place among those of the records
 * @param groups the splits of every partition of every task
 * @param partitionCount partitions of one task
 */
public record JsonExec(
    Schema schema,
    JsonRecords records,
    List<Integer> columns,
    List<SplitGroup> groups,
    int partitionCount)
    implements FileScan {
  public JsonExec {
    requireNonNull(schema, "schema");
    requireNonNull(records, "records");
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
    if (partitionCount < 1 || groups.isEmpty() || groups.size() % partitionCount != 0) {
      throw new IllegalArgumentException(
          groups.size() + " groups for tasks of " + partitionCount + " partitions");
    }
    boolean areColumns = columns.size() == schema.size()
        && new HashSet<>(columns).size() == columns.size()
        && columns.stream().allMatch(column -> column >= 0 && column < records.columnCount());
    if (!areColumns) {
      throw new IllegalArgumentException(
          "columns " + columns + " of " + records.columnCount() + " for " + schema);
    }
  }

  /** What one partition reads. */
  record SplitGroup(List<JsonSplit> splits) {
    SplitGroup {
      splits = List.copyOf(splits);
    }
  }

  static JsonExec of(
      Schema schema,
      JsonRecords records,
      List<Integer> columns,
      List<JsonSplit> splits,
      int partitionCount) {
    return new JsonExec(schema, records, columns, deal(splits, partitionCount), partitionCount);
  }

  private static List<SplitGroup> deal(List<JsonSplit> splits, int groupCount) {
    return FileScan.deal(splits, groupCount, JsonSplit::bytes).stream()
        .map(SplitGroup::new)
        .toList();
  }

  List<JsonSplit> splits() {
    return groups.stream().flatMap(group -> group.splits().stream()).toList();
  }

  @Override
  public int splitCount() {
    return splits().size();
  }

  @Override
  public long bytes() {
    return splits().stream().mapToLong(JsonSplit::bytes).sum();
  }

  @Override
  public JsonExec withTaskCount(int tasks) {
    return new JsonExec(
        schema, records, columns, deal(splits(), tasks * partitionCount), partitionCount);
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
          "A JSON scan for %d tasks runs as one of %d".formatted(taskCount(), task.taskCount()));
    }
    SplitGroup group = groups.get(task.taskIndex() * partitionCount + partition);
    return new JsonStream(this, group.splits(), context);
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }

  @Override
  public String displayAs() {
    String names = schema.fields().stream().map(Field::name).collect(Collectors.joining(", "));
    return "JsonExec: splits=%d, projection=[%s]%s"
        .formatted(splitCount(), names, taskCount() == 1 ? "" : ", tasks=" + taskCount());
  }
}
