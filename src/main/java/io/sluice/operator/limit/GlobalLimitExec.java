package io.sluice.operator.limit;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;
import java.util.OptionalLong;

/**
 * Leaves out rows and ends after some of the rest. The input has one partition.
 *
 * @param skip rows that are left out
 * @param fetch rows that follow at most; empty for all
 */
public record GlobalLimitExec(long skip, OptionalLong fetch, ExecutionPlan input)
    implements ExecutionPlan {
  public GlobalLimitExec {
    if (skip < 0 || fetch.orElse(0) < 0) {
      throw new IllegalArgumentException("skip and fetch must not be negative");
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
    return new GlobalLimitExec(skip, fetch, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    if (input.partitionCount() != 1) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "GlobalLimitExec needs an input of one partition, not " + input.partitionCount());
    }
    return new LimitStream(skip, fetch.orElse(Long.MAX_VALUE), input.open(partition, context));
  }

  @Override
  public String displayAs() {
    return "GlobalLimitExec: skip=" + skip + ", fetch="
        + (fetch.isPresent() ? Long.toString(fetch.getAsLong()) : "None");
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.LOWER_EQUAL;
  }
}
