package io.sluice.operator.unnest;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.ExpressionEvaluator;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives each row as often as the longest of its collections has elements, with the elements beside it and NULL where a shorter one has no more. The output has the kept columns
 * of the input, then the parts of each collection, then the number of the element.
 *
 * @param kept columns of the input
 * @param ordinality the name of a column that numbers the elements of a row from 1
 * @param isOuter whether a row whose collections are all NULL or empty is given once, with NULLs
 */
public record UnnestExec(
    List<Integer> kept,
    List<UnnestedCollection> collections,
    Optional<String> ordinality,
    boolean isOuter,
    ExecutionPlan input)
    implements ExecutionPlan {
  public UnnestExec {
    kept = List.copyOf(kept);
    collections = List.copyOf(collections);
    requireNonNull(ordinality, "ordinality");
    requireNonNull(input, "input");
    if (collections.isEmpty()) {
      throw new IllegalArgumentException("nothing to take apart");
    }
  }

  @Override
  public PlanProperties properties() {
    PlanProperties properties = input.properties();
    List<Field> fields = new ArrayList<>();
    kept.forEach(column -> fields.add(properties.schema().field(column)));
    collections.forEach(collection -> fields.addAll(collection.fields()));
    ordinality.ifPresent(name -> fields.add(new Field(name, DataType.BIGINT, isOuter)));
    return new PlanProperties(
        new Schema(fields),
        new Partitioning.Unknown(properties.partitioning().partitionCount()),
        List.of(),
        properties.boundedness());
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public UnnestExec withNewChildren(List<ExecutionPlan> children) {
    return new UnnestExec(kept, collections, ordinality, isOuter, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    ExpressionEvaluator[] evaluators = collections.stream()
        .map(collection -> collection.value().newEvaluator())
        .toArray(ExpressionEvaluator[]::new);
    return new UnnestStream(this, evaluators, input.open(partition, context), context.batchSize());
  }

  @Override
  public String displayAs() {
    StringBuilder text = new StringBuilder("UnnestExec: ").append(collections);
    ordinality.ifPresent(name -> text.append(", ordinality=").append(name));
    if (isOuter) {
      text.append(", outer");
    }
    return text.toString();
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.GREATER_EQUAL;
  }
}
