package io.sluice.operator.repartition;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/**
 * Computes its input once for several readers: output partition {@code r * p + i} is what reader {@code r} gets of the input's partition {@code i} of {@code p}. A row is kept until every
 * reader has it, in memory.
 *
 * @param number tells the spools of one plan apart, from 1
 * @param readers how many places of the plan read the rows
 * @param properties of the output; kept, as every reader asks for them
 */
public record SpoolExec(int number, int readers, ExecutionPlan input, PlanProperties properties)
    implements ExecutionPlan {
  /** Takes the properties from the input. */
  public SpoolExec(int number, int readers, ExecutionPlan input) {
    this(number, readers, input, properties(readers, input.properties()));
  }

  private static PlanProperties properties(int readers, PlanProperties input) {
    int partitions = Math.multiplyExact(readers, input.partitioning().partitionCount());
    return input.withPartitioning(new Partitioning.Unknown(partitions));
  }

  /** The partitions that one reader gets. */
  public int partitionsPerReader() {
    return partitionCount() / readers;
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new SpoolExec(number, readers, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return context
        .shared(this, () -> new Spooling(input, readers, "SpoolExec rows"))
        .open(partition % partitionsPerReader(), partition / partitionsPerReader(), context);
  }

  @Override
  public String displayAs() {
    return "SpoolExec: spool=%d, readers=%d".formatted(number, readers);
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }
}
