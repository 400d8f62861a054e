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
 * its bytes.
 */
public record FileWriteExec(FileTarget target, ExecutionPlan input) implements ExecutionPlan {
  /** The columns of the answer. */
  public static final Schema WRITTEN = Schema.of(
      new Field("file", DataType.VARCHAR, false),
      new Field("row_count", DataType.BIGINT, false),
      new Field("byte_count", DataType.BIGINT, false));

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

  /** The columns that stand in the files. */
  public Schema fileSchema() {
    Schema schema = input.schema();
    int[] kept = new int[schema.size() - target.partitionColumns().size()];
    int count = 0;
    for (int i = 0; i < schema.size(); i++) {
      if (!target.partitionColumns().contains(i)) {
        kept[count++] = i;
      }
    }
    return schema.project(kept);
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    OpenFiles files = new OpenFiles(target, partition, fileSchema(), context);
    return new FileWriteStream(input.open(partition, context), files, context);
  }

  @Override
  public String displayAs() {
    String partitions = target.partitionColumns().isEmpty()
        ? ""
        : target.partitionColumns().stream()
            .map(column -> input.schema().field(column).name())
            .collect(Collectors.joining(", ", ", partition_by=[", "]"));
    return "FileWriteExec: format=" + target.format().name() + partitions;
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.LOWER_EQUAL;
  }
}
