package io.sluice.operator.sort;

import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.SortField;
import io.sluice.memory.MemoryReservation;
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
    if (fields.isEmpty() || fetch.orElse(0) < 0) {
      throw new IllegalArgumentException("an order needs a field, and fetch must not be negative");
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
    if (!preservePartitioning && input.partitionCount() != 1) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "SortExec without preserve_partitioning needs an input of one partition, not "
              + input.partitionCount());
    }
    int runRows = context.config().getInt(SessionOptions.SORT_RUN_ROWS);
    long wanted = fetch.orElse(Long.MAX_VALUE);
    int batchSize = context.batchSize();
    SortKeys keys = new SortKeys(input.schema(), fields);
    RecordBatchStream rows = input.open(partition, context);
    if (wanted <= runRows) {
      MemoryReservation reservation = context.reserve("SortExec");
      return new TopKStream(rows, fields, keys, (int) wanted, batchSize, reservation);
    }
    return new SortStream(
        rows,
        fields,
        keys,
        new SortStream.Limits(batchSize, runRows, wanted),
        context.reserveSpillable("SortExec"),
        context);
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
