package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.repartition.RepartitionExec;
import io.sluice.operator.write.FileTarget;
import io.sluice.operator.write.FileWriteExec;
import io.sluice.operator.write.MarkKind;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the workers have written for one statement, collected from what {@link FileWriteExec} answers. For one result. */
final class FileWrites {
  private final List<String> paths = new ArrayList<>();
  private long markedCount;

  /** The plan that writes rows on all workers; rows of one combination of values of the partition columns on one of them. */
  static ExecutionPlan plan(FileTarget target, ExecutionPlan rows) {
    ExecutionPlan input = rows;
    if (!target.partitionColumns().isEmpty() && rows.partitionCount() > 1) {
      int shift = target.marks() == MarkKind.NONE ? 0 : 1;
      List<PhysicalExpression> values = target.partitionColumns().stream()
          .map(column -> expression(rows.schema().field(column + shift), column + shift))
          .toList();
      input = new RepartitionExec(new Partitioning.Hash(values, rows.partitionCount()), rows);
    }
    ExecutionPlan write = new FileWriteExec(target, input);
    return write.partitionCount() == 1 ? write : new CoalescePartitionsExec(write);
  }

  private static PhysicalExpression expression(Field field, int column) {
    return new ColumnExpression(field.name(), column, field.type(), field.nullable());
  }

  /** Takes a batch of the answer; always wants another one. */
  boolean append(RecordBatch batch) {
    for (List<@Nullable Object> row : batch.rows()) {
      if (row.get(0) instanceof String path) {
        paths.add(path);
      }
      if (row.get(3) instanceof Long marked) {
        markedCount += marked;
      }
    }
    return true;
  }

  /** The files, below the directory of the target. */
  List<String> paths() {
    return paths;
  }

  /** Rows that were added, changed or removed. */
  long markedCount() {
    return markedCount;
  }
}
