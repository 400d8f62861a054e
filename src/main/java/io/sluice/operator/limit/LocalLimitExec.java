package io.sluice.operator.limit;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/**
 * Ends each partition after its first rows.
 *
 * @param fetch rows of each partition at most
 */
public record LocalLimitExec(long fetch, ExecutionPlan input) implements ExecutionPlan {
  public LocalLimitExec {
    if (fetch < 0) {
      throw new IllegalArgumentException("fetch must not be negative");
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
    return new LocalLimitExec(fetch, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return new LimitStream(0, fetch, input.open(partition, context));
  }

  @Override
  public String displayAs() {
    return "LocalLimitExec: fetch=" + fetch;
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.LOWER_EQUAL;
  }
}
