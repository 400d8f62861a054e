package io.sluice.operator.repartition;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/**
 * Joins small batches to larger ones, so that what stands above pays its cost per batch less often.
 *
 * @param targetBatchSize rows a batch is meant to have
 */
public record CoalesceBatchesExec(int targetBatchSize, ExecutionPlan input)
    implements ExecutionPlan {
  public CoalesceBatchesExec {
    if (targetBatchSize < 1) {
      throw new IllegalArgumentException("targetBatchSize must be positive: " + targetBatchSize);
    }
  }

  @Override
  public PlanProperties properties() {
    return input.properties();
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new CoalesceBatchesExec(targetBatchSize, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return new CoalesceBatchesStream(
        targetBatchSize, input.properties().boundedness(), input.open(partition, context));
  }

  @Override
  public String displayAs() {
    return "CoalesceBatchesExec: target_batch_size=" + targetBatchSize;
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }
}
