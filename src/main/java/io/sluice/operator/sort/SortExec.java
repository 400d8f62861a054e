package io.sluice.operator.sort;

import io.sluice.expression.SortField;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;
import java.util.OptionalLong;

/**
 * Orders the rows of each partition; rows that are equal in all fields may change places.
 *
 * @param fetch rows that are wanted of each partition at most; empty for all
 * @param preservePartitioning whether each input partition is ordered by itself; otherwise the input has one partition
 */
public record SortExec(
    List<SortField> fields, OptionalLong fetch, boolean preservePartitioning, ExecutionPlan input)
    implements ExecutionPlan {
  public SortExec {
    fields = List.copyOf(fields);
    if (fetch.orElse(0) < 0) {
      throw new IllegalArgumentException("fetch must not be negative");
    }
  }

  @Override
  public PlanProperties properties() {
    PlanProperties properties = input.properties().withOrdering(fields);
    return preservePartitioning
        ? properties
        : properties.withPartitioning(new Partitioning.Unknown(1));
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new SortExec(fields, fetch, preservePartitioning, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    throw new UnsupportedOperationException(displayAs());
  }

  @Override
  public String displayAs() {
    String topK = fetch.isPresent() ? "TopK(fetch=" + fetch.getAsLong() + "), " : "";
    return "SortExec: " + topK + "expr=" + fields + ", preserve_partitioning=["
        + preservePartitioning + "]";
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return fetch.isPresent() ? CardinalityEffect.LOWER_EQUAL : CardinalityEffect.EQUAL;
  }
}
