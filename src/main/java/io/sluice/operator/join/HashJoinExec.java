package io.sluice.operator.join;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryReservation;
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

/**
 * Joins two inputs on equal keys: a table of the left rows is built, then the right rows probe it. A NULL key equals nothing.
 *
 * <ul>
 *   <li>The output has the left columns, then the right ones; the side that a row may lack is nullable.
 *   <li>Both inputs of {@link JoinMode#PARTITIONED} have the same number of partitions. The left input of {@link JoinMode#COLLECT_LEFT} has one,
 *       and the join is INNER or RIGHT, as no single partition knows which left rows are without a partner.
 * </ul>
 *
 * @param filter a further condition over the output columns. Rows that fail it are no partners, so an outer join keeps them
 */
public record HashJoinExec(
    JoinMode mode,
    JoinType type,
    List<JoinKey> on,
    Optional<PhysicalExpression> filter,
    ExecutionPlan left,
    ExecutionPlan right)
    implements ExecutionPlan {
  public HashJoinExec {
    requireNonNull(mode, "mode");
    requireNonNull(type, "type");
    requireNonNull(filter, "filter");
    on = List.copyOf(on);
    if (on.isEmpty()) {
      throw new IllegalArgumentException("a hash join needs a key");
    }
    if (mode == JoinMode.COLLECT_LEFT && type == JoinType.LEFT) {
      throw new IllegalArgumentException("a LEFT join cannot collect its left input");
    }
  }

  @Override
  public PlanProperties properties() {
    PlanProperties leftProperties = left.properties();
    PlanProperties rightProperties = right.properties();
    boolean isUnbounded = leftProperties.boundedness() == Boundedness.UNBOUNDED
        || rightProperties.boundedness() == Boundedness.UNBOUNDED;
    return new PlanProperties(
        outputSchema(leftProperties.schema(), rightProperties.schema()),
        outputPartitioning(leftProperties, rightProperties),
        List.of(),
        isUnbounded ? Boundedness.UNBOUNDED : Boundedness.BOUNDED);
  }

  private Schema outputSchema(Schema leftSchema, Schema rightSchema) {
    List<Field> fields = new ArrayList<>(leftSchema.size() + rightSchema.size());
    for (Field field : leftSchema.fields()) {
      fields.add(type == JoinType.RIGHT ? field.withNullable(true) : field);
    }
    for (Field field : rightSchema.fields()) {
      fields.add(type == JoinType.LEFT ? field.withNullable(true) : field);
    }
    return new Schema(fields);
  }

  /** That of the side all of whose rows keep their key in the output. */
  private Partitioning outputPartitioning(PlanProperties leftInput, PlanProperties rightInput) {
    boolean followsRight = mode == JoinMode.COLLECT_LEFT || type == JoinType.RIGHT;
    Partitioning followed = followsRight ? rightInput.partitioning() : leftInput.partitioning();
    if (!(followed instanceof Partitioning.Hash hash)) {
      return new Partitioning.Unknown(followed.partitionCount());
    }
    int shift = followsRight ? leftInput.schema().size() : 0;
    return new Partitioning.Hash(
        hash.expressions().stream().map(key -> shifted(key, shift)).toList(),
        hash.partitionCount());
  }

  private static PhysicalExpression shifted(PhysicalExpression expression, int shift) {
    if (expression instanceof ColumnExpression column) {
      return new ColumnExpression(
          column.name(), column.index() + shift, column.type(), column.isNullable());
    }
    return expression.withNewChildren(
        expression.children().stream().map(child -> shifted(child, shift)).toList());
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(left, right);
  }

  @Override
  public HashJoinExec withNewChildren(List<ExecutionPlan> children) {
    return new HashJoinExec(mode, type, on, filter, children.get(0), children.get(1));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    BuildSource build =
        mode == JoinMode.COLLECT_LEFT ? shareBuild(context) : ownBuild(partition, context);
    try {
      return new HashJoinStream(
          this, build, right.execute(partition, context), context.batchSize());
    } catch (RuntimeException e) {
      build.close();
      throw e;
    }
  }

  private BuildSource ownBuild(int partition, TaskContext context) {
    MemoryReservation reservation = context.reserve("HashJoinExec build");
    try {
      JoinBuild build = new JoinBuild(this, partition, reservation, context);
      return new BuildSource.Own(build, reservation);
    } catch (RuntimeException e) {
      reservation.close();
      throw e;
    }
  }

  private BuildSource shareBuild(TaskContext context) {
    if (left.partitionCount() != 1) {
      throw new IllegalStateException(
          "a join that collects its left input got it in " + left.partitionCount() + " partitions");
    }
    SharedBuild build = context.shared(this, () -> new SharedBuild(this, partitionCount()));
    build.start(context);
    return new BuildSource.Shared(build);
  }

  @Override
  public String displayAs() {
    return "HashJoinExec: mode=" + mode + ", join_type=" + type + ", on=" + on
        + filter.map(condition -> ", filter=" + condition).orElse("");
  }
}
