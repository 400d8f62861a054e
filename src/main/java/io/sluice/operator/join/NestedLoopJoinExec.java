package io.sluice.operator.join;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.join.match.JoinColumns;
import io.sluice.operator.join.match.JoinType;
import io.sluice.plan.Boundedness;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.DataType;
import java.util.List;
import java.util.Optional;

/**
 * Joins two inputs on any condition: the rows of the left input, which has one partition, are collected once for the task and tried with every right row.
 *
 * <p>The output has the left columns, then the right ones, of the sides that the type gives, then the marker, as {@link HashJoinExec} has them. Left rows that are given for
 * what is known of them in the end are given by the partition that ends last, so all right rows must be in one task then.
 *
 * @param filter over the left columns, then the right ones; without, every row is every other one's partner
 */
public record NestedLoopJoinExec(
    JoinType type, Optional<PhysicalExpression> filter, ExecutionPlan left, ExecutionPlan right)
    implements ExecutionPlan {
  public NestedLoopJoinExec {
    requireNonNull(type, "type");
    requireNonNull(filter, "filter");
    if (filter.isPresent() && !filter.get().type().equals(DataType.BOOLEAN)) {
      throw new IllegalArgumentException("a condition of type " + filter.get().type());
    }
  }

  @Override
  public PlanProperties properties() {
    PlanProperties leftProperties = left.properties();
    PlanProperties rightProperties = right.properties();
    boolean isUnbounded = leftProperties.boundedness() == Boundedness.UNBOUNDED
        || rightProperties.boundedness() == Boundedness.UNBOUNDED;
    return new PlanProperties(
        JoinColumns.output(
            type, leftProperties.schema(), rightProperties.schema(), isMarkNullable()),
        new Partitioning.Unknown(rightProperties.partitioning().partitionCount()),
        List.of(),
        isUnbounded ? Boundedness.UNBOUNDED : Boundedness.BOUNDED);
  }

  /** Whether the marker of a mark join may be unknown. */
  boolean isMarkNullable() {
    return type.isMark() && filter.map(PhysicalExpression::isNullable).orElse(false);
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(left, right);
  }

  @Override
  public NestedLoopJoinExec withNewChildren(List<ExecutionPlan> children) {
    return new NestedLoopJoinExec(type, filter, children.get(0), children.get(1));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    BuildSource<CollectedRows> build = BuildSource.shared(
        this,
        left,
        partitionCount(),
        "NestedLoopJoinExec build",
        memory -> new RowsBuild(this, memory, context),
        context);
    try {
      MemoryReservation reservation = context.reserve("NestedLoopJoinExec");
      try {
        return new NestedLoopJoinStream(
            this, build, right.open(partition, context), reservation, context.batchSize());
      } catch (RuntimeException e) {
        reservation.close();
        throw e;
      }
    } catch (RuntimeException e) {
      build.close();
      throw e;
    }
  }

  @Override
  public String displayAs() {
    return "NestedLoopJoinExec: join_type=" + type
        + filter.map(condition -> ", filter=" + condition).orElse("");
  }
}
