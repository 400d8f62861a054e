package io.sluice.operator.write;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the rows of each of its input's partitions to files of its own, and answers a row for each file: its path below the target's directory, its rows and
 * its bytes. A row without a file tells how many rows were new, or marked as changed or removed.
 */
public record FileWriteExec(FileTarget target, ExecutionPlan input) implements ExecutionPlan {
  /** The columns of the answer. */
  public static final Schema WRITTEN = Schema.of(
      new Field("file", DataType.VARCHAR, true),
      new Field("row_count", DataType.BIGINT, false),
      new Field("byte_count", DataType.BIGINT, false),
      new Field("marked_count", DataType.BIGINT, false));

  @Override
  public PlanProperties properties() {
    PlanProperties properties = input.properties();
    return new PlanProperties(
        WRITTEN, properties.partitioning(), List.of(), properties.boundedness());
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new FileWriteExec(target, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    OpenFiles files = new OpenFiles(target, partition, context);
    return new FileWriteStream(input.open(partition, context), files, context);
  }

  @Override
  public String displayAs() {
    String partitions = target.partitionColumns().isEmpty()
        ? ""
        : target.partitionColumns().stream()
            .map(column -> target.schema().field(column).name())
            .collect(Collectors.joining(", ", ", partition_by=[", "]"));
    return "FileWriteExec: format=" + target.format().name() + partitions;
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.LOWER_EQUAL;
  }
}
