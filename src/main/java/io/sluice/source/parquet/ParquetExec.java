package io.sluice.source.parquet;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.RuntimeFilterTarget;
import io.sluice.plan.TaskContext;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.source.file.FileScan;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Reads row groups of Parquet files, no row group in two partitions. Task {@code t} reads the groups from {@code t * partitionCount} on, one a
 * partition.
 *
 * @param schema the projected columns
 * @param groups the row groups of every partition of every task
 * @param partitionCount partitions of one task
 * @param predicate the conditions that row groups were left out by, for display; may be empty
 * @param prunedRowGroups how many were left out
 * @param conditions those among them by which single rows are left out; the rows that are given are filtered again
 * @param runtimeFilters what joins above may say of the projected columns
 */
public record ParquetExec(
    Schema schema,
    List<SplitGroup> groups,
    int partitionCount,
    String predicate,
    int prunedRowGroups,
    List<ScanCondition> conditions,
    List<FilteredColumn> runtimeFilters)
    implements RuntimeFilterTarget, FileScan {
  public ParquetExec {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(predicate, "predicate");
    groups = List.copyOf(groups);
    conditions = List.copyOf(conditions);
    runtimeFilters = List.copyOf(runtimeFilters);
    if (partitionCount < 1 || groups.isEmpty() || groups.size() % partitionCount != 0) {
      throw new IllegalArgumentException(
          groups.size() + " groups for tasks of " + partitionCount + " partitions");
    }
  }

  /** What one partition reads. */
  record SplitGroup(List<RowGroupSplit> splits) {
    SplitGroup {
      splits = List.copyOf(splits);
    }
  }

  static ParquetExec of(
      Schema schema,
      List<RowGroupSplit> splits,
      int partitionCount,
      String predicate,
      int prunedRowGroups,
      List<ScanCondition> conditions) {
    return new ParquetExec(
        schema,
        deal(splits, partitionCount),
        partitionCount,
        predicate,
        prunedRowGroups,
        conditions,
        List.of());
  }

  private static List<SplitGroup> deal(List<RowGroupSplit> splits, int groupCount) {
    // Rows count too, so that row groups of which no column is read are spread as well.
    return FileScan.deal(splits, groupCount, split -> split.bytes() + split.rowCount()).stream()
        .map(SplitGroup::new)
        .toList();
  }

  @Override
  public int splitCount() {
    return splits().size();
  }

  List<RowGroupSplit> splits() {
    return groups.stream().flatMap(group -> group.splits().stream()).toList();
  }

  @Override
  public ParquetExec withTaskCount(int tasks) {
    return new ParquetExec(
        schema,
        deal(splits(), tasks * partitionCount),
        partitionCount,
        predicate,
        prunedRowGroups,
        conditions,
        runtimeFilters);
  }

  @Override
  public ParquetExec withRuntimeFilter(FilteredColumn filter) {
    List<FilteredColumn> all = new ArrayList<>(runtimeFilters);
    all.add(filter);
    return new ParquetExec(
        schema, groups, partitionCount, predicate, prunedRowGroups, conditions, all);
  }

  int taskCount() {
    return groups.size() / partitionCount;
  }

  /** Compressed bytes of the columns that are read. */
  @Override
  public long bytes() {
    return splits().stream().mapToLong(RowGroupSplit::bytes).sum();
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
          "A Parquet scan for %d tasks runs as one of %d".formatted(taskCount(), task.taskCount()));
    }
    if (task.taskIndex() == 0 && partition == 0) {
      context.metrics().current().add(OperatorMetric.ROW_GROUPS_PRUNED, prunedRowGroups);
    }
    SplitGroup group = groups.get(task.taskIndex() * partitionCount + partition);
    return new ParquetStream(
        schema,
        group.splits(),
        new ScanFilters(schema, conditions, runtimeFilters, context.runtimeFilters()),
        context);
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }

  @Override
  public String displayAs() {
    List<RowGroupSplit> splits = splits();
    long files = splits.stream().map(RowGroupSplit::file).distinct().count();
    String columns = schema.fields().stream().map(Field::name).collect(Collectors.joining(", "));
    String filters = runtimeFilters.stream()
        .map(filter ->
            "#" + filter.filter() + " of " + schema.field(filter.column()).name())
        .collect(Collectors.joining(", ", ", runtime_filters=[", "]"));
    return "ParquetExec: files=%d, row_groups=%d, projection=[%s]%s%s%s"
        .formatted(
            files,
            splits.size(),
            columns,
            predicate.isEmpty() ? "" : ", predicate=" + predicate,
            runtimeFilters.isEmpty() ? "" : filters,
            taskCount() == 1 ? "" : ", tasks=" + taskCount());
  }
}
