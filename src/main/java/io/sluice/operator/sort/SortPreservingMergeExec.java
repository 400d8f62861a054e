package io.sluice.operator.sort;

import io.sluice.config.SessionOptions;
import io.sluice.expression.SortField;
import io.sluice.operator.limit.LocalLimitExec;
import io.sluice.operator.repartition.QueueBound;
import io.sluice.operator.repartition.QueuedInputs;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One ordered partition out of partitions that are each in that order.
 *
 * @param fetch rows that are wanted at most; empty for all
 */
public record SortPreservingMergeExec(
    List<SortField> fields, OptionalLong fetch, ExecutionPlan input) implements ExecutionPlan {
  public SortPreservingMergeExec {
    fields = List.copyOf(fields);
    if (fields.isEmpty() || fetch.orElse(0) < 0) {
      throw new IllegalArgumentException("an order needs a field, and fetch must not be negative");
    }
  }

  @Override
  public PlanProperties properties() {
    return input.properties().withPartitioning(new Partitioning.Unknown(1)).withOrdering(fields);
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new SortPreservingMergeExec(fields, fetch, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    if (input.partitionCount() == 1) {
      ExecutionPlan only = fetch.isPresent() ? new LocalLimitExec(fetch.getAsLong(), input) : input;
      return only.open(0, context);
    }
    QueueBound bound = new QueueBound(
        Long.MAX_VALUE, context.config().getInt(SessionOptions.SORT_MERGE_QUEUE_BATCHES));
    List<SortKeys> keys = new ArrayList<>();
    for (int i = 0; i < input.partitionCount(); i++) {
      keys.add(new SortKeys(input.schema(), fields));
    }
    List<RecordBatchStream> queued = new ArrayList<>();
    for (RecordBatchStream stream : QueuedInputs.openAll(input, context)) {
      queued.add(QueuedInputs.gather("SortPreservingMergeExec", List.of(stream), bound, context));
    }
    return new MergeStream(queued, fields, keys, context.batchSize(), fetch.orElse(Long.MAX_VALUE));
  }

  @Override
  public String displayAs() {
    return "SortPreservingMergeExec: " + fields
        + (fetch.isPresent() ? ", fetch=" + fetch.getAsLong() : "");
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return fetch.isPresent() ? CardinalityEffect.LOWER_EQUAL : CardinalityEffect.EQUAL;
  }
}
