package io.sluice.operator.recursion;

import static java.util.Objects.requireNonNull;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/**
 * Gives the rows of the seed, then those of the term, which is run again over the rows it gave last until it gives none. The term reads them from {@link WorkingTableExec}s of
 * this node's number. All of it runs in one partition of one task; the last rows stay in memory.
 *
 * @param recursion a number that no other such node of the query has
 * @param isDistinct whether a row that was given before is left out
 * @param maxIterations how often the term may run; the next time is an error
 * @param seed of one partition
 * @param term of one partition and the seed's types
 */
public record RecursiveQueryExec(
    int recursion, boolean isDistinct, long maxIterations, ExecutionPlan seed, ExecutionPlan term)
    implements ExecutionPlan {
  public RecursiveQueryExec {
    requireNonNull(seed, "seed");
    requireNonNull(term, "term");
    if (seed.partitionCount() != 1 || term.partitionCount() != 1) {
      throw new IllegalArgumentException("a recursion of several partitions");
    }
  }

  @Override
  public PlanProperties properties() {
    return PlanProperties.of(seed.schema(), new Partitioning.Unknown(1));
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(seed, term);
  }

  @Override
  public RecursiveQueryExec withNewChildren(List<ExecutionPlan> children) {
    return new RecursiveQueryExec(
        recursion, isDistinct, maxIterations, children.get(0), children.get(1));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return new RecursiveQueryStream(this, context);
  }

  @Override
  public String displayAs() {
    return "RecursiveQueryExec: recursion=" + recursion + (isDistinct ? ", distinct" : "");
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.GREATER_EQUAL;
  }
}
