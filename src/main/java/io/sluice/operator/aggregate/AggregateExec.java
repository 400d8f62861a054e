package io.sluice.operator.aggregate;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryReservation;
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
import java.util.function.Supplier;

/**
 * Groups rows and computes aggregate functions over each group. NULLs are one group; so are 0.0 and -0.0, and all NaN.
 *
 * <ul>
 *   <li>The output has the group columns first, then for each call its result, or in {@link AggregateMode#PARTIAL} its state columns.
 *   <li>Without group expressions there is one row, also over no input; a PARTIAL node gives one for each partition.
 *   <li>Without calls the groups themselves are the result: DISTINCT.
 *   <li>A FINAL node's group expressions are the first columns of its input, in order, and the states follow them.
 * </ul>
 */
public record AggregateExec(
    AggregateMode mode,
    List<NamedExpression> groupBy,
    List<AggregateCall> aggregates,
    ExecutionPlan input)
    implements ExecutionPlan {
  public AggregateExec {
    groupBy = List.copyOf(groupBy);
    aggregates = List.copyOf(aggregates);
  }

  @Override
  public PlanProperties properties() {
    PlanProperties properties = input.properties();
    List<Field> fields = new ArrayList<>();
    for (NamedExpression group : groupBy) {
      fields.add(group.toField());
    }
    for (AggregateCall call : aggregates) {
      if (mode == AggregateMode.PARTIAL) {
        fields.addAll(call.stateFields());
      } else {
        fields.add(call.toField());
      }
    }
    return new PlanProperties(
        new Schema(fields),
        outputPartitioning(properties.partitioning()),
        List.of(),
        properties.boundedness());
  }

  /** Hash partitioning lives on where all its expressions are group columns. */
  private Partitioning outputPartitioning(Partitioning partitioning) {
    if (!(partitioning instanceof Partitioning.Hash hash)) {
      return new Partitioning.Unknown(partitioning.partitionCount());
    }
    List<PhysicalExpression> outputs = new ArrayList<>();
    for (PhysicalExpression expression : hash.expressions()) {
      int group = groupOf(expression);
      if (group < 0) {
        return new Partitioning.Unknown(hash.partitionCount());
      }
      NamedExpression named = groupBy.get(group);
      outputs.add(new ColumnExpression(
          named.name(), group, named.expression().type(), named.expression().isNullable()));
    }
    return new Partitioning.Hash(outputs, hash.partitionCount());
  }

  private int groupOf(PhysicalExpression expression) {
    for (int i = 0; i < groupBy.size(); i++) {
      PhysicalExpression group = groupBy.get(i).expression();
      boolean isSameColumn = group instanceof ColumnExpression column
          && expression instanceof ColumnExpression other
          && column.index() == other.index();
      if (isSameColumn || group.equals(expression)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public AggregateExec withNewChildren(List<ExecutionPlan> children) {
    return new AggregateExec(mode, groupBy, aggregates, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    String consumer = "AggregateExec " + mode;
    MemoryReservation reservation =
        canSpill() ? context.reserveSpillable(consumer) : context.reserve(consumer);
    try {
      Supplier<AggregateStates> states = () -> mode.readsRows()
          ? AggregateStates.overRows(aggregates, mode == AggregateMode.PARTIAL, reservation)
          : AggregateStates.overStates(aggregates, input.schema(), groupBy.size(), reservation);
      ExpressionEvaluator[] keys = groupBy.stream()
          .map(key -> key.expression().newEvaluator())
          .toArray(ExpressionEvaluator[]::new);
      RecordBatchStream rows = input.open(partition, context);
      return groupBy.isEmpty()
          ? new UngroupedAggregateStream(schema(), states.get(), rows, reservation)
          : new GroupedAggregateStream(this, keys, states, rows, reservation, 0, context);
    } catch (RuntimeException e) {
      reservation.close();
      throw e;
    }
  }

  /**
   * Whether groups can be handed over before all rows are read, to be merged with other parts of the same groups later. DISTINCT would count a value again; a FINAL
   * node does not know of it.
   */
  boolean canSpill() {
    return !groupBy.isEmpty()
        && aggregates.stream()
            .allMatch(call -> call.isSplittable() && !(mode.readsRows() && call.isDistinct()));
  }

  @Override
  public String displayAs() {
    return "AggregateExec: mode=" + mode + ", gby=" + groupBy + ", aggr=" + aggregates;
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.LOWER_EQUAL;
  }
}
