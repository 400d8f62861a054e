package io.sluice.operator.join;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.operator.join.match.BuildRows;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.plan.Boundedness;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a join writes to disk of its left rows: all columns, or only the keys where the join reads nothing else. Owned by one driver.
 */
final class SpilledLeft {
  private final Schema schema;
  private final boolean areKeysOnly;
  private final HashJoinExec join;
  private final BatchBuilder builder;
  private final ExpressionEvaluator[] keys;
  private int written;
  private int writtenWithoutKey;

  SpilledLeft(HashJoinExec node) {
    areKeysOnly = !JoinBuild.areColumnsRead(node);
    join = areKeysOnly ? overKeys(node) : node;
    schema = join.left().schema();
    builder = new BatchBuilder(schema);
    keys = node.on().stream()
        .map(key -> key.left().newEvaluator())
        .toArray(ExpressionEvaluator[]::new);
  }

  private static HashJoinExec overKeys(HashJoinExec node) {
    List<Field> fields = new ArrayList<>();
    List<JoinKey> on = new ArrayList<>();
    for (JoinKey key : node.on()) {
      String name = "key" + fields.size();
      on.add(new JoinKey(
          new ColumnExpression(name, fields.size(), key.left().type(), true),
          key.right(),
          key.isNullEqual()));
      fields.add(new Field(name, key.left().type(), true));
    }
    return new HashJoinExec(
        node.mode(),
        node.type(),
        on,
        Optional.empty(),
        node.isNullAware(),
        new Rows(new Schema(fields)),
        node.right());
  }

  /** Stands for the left input of a join over rows on disk, which needs no more of it than its columns. */
  private record Rows(Schema columns) implements ExecutionPlan {
    @Override
    public PlanProperties properties() {
      return new PlanProperties(
          columns, new Partitioning.Unknown(1), List.of(), Boundedness.BOUNDED);
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
      throw new IllegalStateException("the rows are on disk");
    }

    @Override
    public String displayAs() {
      return "spilled rows";
    }
  }

  /** The same join over what is on disk. */
  HashJoinExec join() {
    return join;
  }

  Schema schema() {
    return schema;
  }

  /** The next rows of those that a build has in memory; null at the end. Borrowed until the next call. */
  @Nullable
  RecordBatch next(JoinBuild build, int batchSize) {
    int count = Math.min(batchSize, build.rows().size() - written);
    if (count > 0) {
      builder.begin(count);
      if (areKeysOnly) {
        for (int i = 0; i < keys.length; i++) {
          build.writeKeys(written, count, i, builder.column(i));
        }
      } else {
        append(build.rows(), written, count);
      }
      written += count;
      return builder.finish(count);
    }
    count = Math.min(batchSize, build.rowsWithoutKey().size() - writtenWithoutKey);
    if (count == 0) {
      return null;
    }
    builder.begin(count);
    append(build.rowsWithoutKey(), writtenWithoutKey, count);
    writtenWithoutKey += count;
    return builder.finish(count);
  }

  private void append(BuildRows rows, int from, int count) {
    for (int i = 0; i < schema.size(); i++) {
      builder.column(i).appendRange(rows.column(i), from, count);
    }
  }

  /** What is written of a batch of the left input, borrowed as that is. */
  RecordBatch of(RecordBatch batch) {
    if (!areKeysOnly) {
      return batch;
    }
    int count = batch.selection() == null ? batch.length() : batch.rowCount();
    Vector[] columns = new Vector[keys.length];
    for (int i = 0; i < keys.length; i++) {
      columns[i] = keys[i].evaluate(batch, batch.selection(), count);
    }
    return batch.withColumns(schema, columns);
  }
}
