package io.sluice.operator.union;

import io.sluice.expression.SortField;
import io.sluice.plan.Boundedness;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The partitions of all inputs, one input after the other. Inputs have columns of the same types; the first one's names count, and a column
 * may be NULL when it may in any input.
 */
public record UnionExec(List<ExecutionPlan> inputs) implements ExecutionPlan {
  public UnionExec {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("a union needs an input");
    }
  }

  @Override
  public PlanProperties properties() {
    List<PlanProperties> properties =
        inputs.stream().map(ExecutionPlan::properties).toList();
    PlanProperties first = properties.get(0);
    int partitionCount = 0;
    Schema schema = first.schema();
    List<SortField> ordering = first.ordering();
    Boundedness boundedness = Boundedness.BOUNDED;
    for (PlanProperties input : properties) {
      partitionCount += input.partitioning().partitionCount();
      schema = merge(schema, input.schema());
      if (!ordering.equals(input.ordering())) {
        ordering = List.of();
      }
      if (input.boundedness() == Boundedness.UNBOUNDED) {
        boundedness = Boundedness.UNBOUNDED;
      }
    }
    return new PlanProperties(
        schema, new Partitioning.Unknown(partitionCount), ordering, boundedness);
  }

  private static Schema merge(Schema left, Schema right) {
    if (left.size() != right.size()) {
      throw new IllegalArgumentException(
          "inputs of " + left.size() + " and " + right.size() + " columns");
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      if (!left.type(i).equals(right.type(i))) {
        throw new IllegalArgumentException(
            "column " + i + " is " + left.type(i) + " and " + right.type(i));
      }
      Field field = left.field(i);
      fields.add(field.withNullable(field.nullable() || right.field(i).nullable()));
    }
    return new Schema(fields);
  }

  @Override
  public List<ExecutionPlan> children() {
    return inputs;
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new UnionExec(children);
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    int inputPartition = partition;
    for (ExecutionPlan input : inputs) {
      int count = input.partitionCount();
      if (inputPartition < count) {
        Schema schema = schema();
        RecordBatchStream stream = input.open(inputPartition, context);
        return stream.schema().equals(schema) ? stream : new RenamedStream(schema, stream);
      }
      inputPartition -= count;
    }
    throw new IllegalArgumentException("partition " + partition + " does not exist");
  }

  @Override
  public String displayAs() {
    return "UnionExec";
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.GREATER_EQUAL;
  }
}
