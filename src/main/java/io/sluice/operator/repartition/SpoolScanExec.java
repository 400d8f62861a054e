package io.sluice.operator.repartition;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/**
 * One of the places of a plan that read a spool. All of them have the same {@link SpoolExec} as their child. Where the plan is distributed the spool is a stage
 * of its own, and this node is replaced by one that reads it.
 *
 * @param reader from 0
 */
public record SpoolScanExec(SpoolExec spool, int reader) implements ExecutionPlan {
  @Override
  public PlanProperties properties() {
    return spool
        .properties()
        .withPartitioning(new Partitioning.Unknown(spool.partitionsPerReader()));
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(spool);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return children.get(0) == spool ? this : new SpoolScanExec((SpoolExec) children.get(0), reader);
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return spool.open(reader * spool.partitionsPerReader() + partition, context);
  }

  @Override
  public String displayAs() {
    return "SpoolScanExec: spool=%d, reader=%d".formatted(spool.number(), reader);
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }
}
