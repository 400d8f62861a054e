package io.sluice.operator.expand;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.ColumnExpression;
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
import java.util.stream.Collectors;

/**
 * Gives each row once for every grouping set. The output has the keys first, NULL where the set lacks them, then the number of the set, then whether
 * there is a row, then all columns of the input. Vectors are handed on, not copied.
 *
 * <p>The set without keys is a group even if no row is: for it each partition ends with a stand-in, for which there is no row. What aggregates the
 * output leaves it out of the functions and not out of the groups.
 *
 * @param keys columns of the input
 * @param sets the keys of each set, by their positions in {@code keys}; the same set may be there several times
 */
public record ExpandExec(List<ColumnExpression> keys, List<List<Integer>> sets, ExecutionPlan input)
    implements ExecutionPlan {
  private static final String SET_COLUMN = "grouping_set";
  private static final String ROW_COLUMN = "has_row";

  public ExpandExec {
    keys = List.copyOf(keys);
    sets = sets.stream().map(List::copyOf).toList();
    requireNonNull(input, "input");
    for (List<Integer> set : sets) {
      for (int key : set) {
        if (key < 0 || key >= keys.size()) {
          throw new IllegalArgumentException("a grouping set has key " + key);
        }
      }
    }
  }

  /** Where the number of the set stands in the output. */
  public int setColumn() {
    return keys.size();
  }

  /** Where the output says whether there is a row. */
  public int rowColumn() {
    return keys.size() + 1;
  }

  /** Where the first column of the input stands in the output. */
  public int firstInputColumn() {
    return keys.size() + 2;
  }

  /** Whether there are stand-ins. */
  public boolean hasEmptySet() {
    return sets.stream().anyMatch(List::isEmpty);
  }

  @Override
  public PlanProperties properties() {
    PlanProperties properties = input.properties();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int key = i;
      boolean isInAll = sets.stream().allMatch(set -> set.contains(key));
      ColumnExpression column = keys.get(i);
      fields.add(new Field(column.name(), column.type(), column.isNullable() || !isInAll));
    }
    fields.add(new Field(SET_COLUMN, DataType.INTEGER, false));
    fields.add(new Field(ROW_COLUMN, DataType.BOOLEAN, false));
    fields.addAll(properties.schema().fields());
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
  public ExpandExec withNewChildren(List<ExecutionPlan> children) {
    return new ExpandExec(keys, sets, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return new ExpandStream(this, input.open(partition, context));
  }

  @Override
  public String displayAs() {
    return sets.stream()
        .map(set -> set.stream()
            .map(key -> keys.get(key).toString())
            .collect(Collectors.joining(", ", "(", ")")))
        .collect(Collectors.joining(", ", "ExpandExec: sets=[", "]"));
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.GREATER_EQUAL;
  }
}
