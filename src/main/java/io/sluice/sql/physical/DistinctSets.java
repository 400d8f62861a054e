package io.sluice.sql.physical;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.aggregate.AggregateCall;
import io.sluice.operator.expand.ExpandExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * DISTINCT over several lists of columns in an aggregation without keys: each row once for every list, so that rows with equal values of a list can be brought
 * together list by list. Calls without DISTINCT count the rows of the first list.
 *
 * @param lists the different lists of arguments
 * @param plan each row once for every list
 */
record DistinctSets(List<List<PhysicalExpression>> lists, ExpandExec plan) {
  /** Empty where an argument is no column. */
  static Optional<DistinctSets> of(List<List<PhysicalExpression>> lists, ExecutionPlan input) {
    List<ColumnExpression> keys = new ArrayList<>();
    List<List<Integer>> sets = new ArrayList<>();
    for (List<PhysicalExpression> list : lists) {
      List<Integer> set = new ArrayList<>();
      for (PhysicalExpression argument : list) {
        if (!(argument instanceof ColumnExpression column)) {
          return Optional.empty();
        }
        if (!keys.contains(column)) {
          keys.add(column);
        }
        set.add(keys.indexOf(column));
      }
      sets.add(set);
    }
    return Optional.of(new DistinctSets(lists, new ExpandExec(keys, sets, input)));
  }

  /** What rows with equal values of a list have in common: the values and the number of the list. */
  List<PhysicalExpression> partitionKeys() {
    List<PhysicalExpression> keys = new ArrayList<>();
    for (int i = 0; i <= plan.setColumn(); i++) {
      keys.add(ColumnNames.column(plan.schema(), i));
    }
    return keys;
  }

  /** The call over the plan. */
  AggregateCall move(AggregateCall call, boolean isDistinct) {
    int set = isDistinct ? lists.indexOf(call.arguments()) : 0;
    PhysicalExpression ofItsList = new ComparisonExpression(
        ComparisonOperator.EQUAL,
        ColumnNames.column(plan.schema(), plan.setColumn()),
        new LiteralExpression(Literal.of(set)));
    PhysicalExpression filter = call.filter()
        .<PhysicalExpression>map(condition ->
            new LogicalExpression(LogicalOperator.AND, List.of(ofItsList, moved(condition))))
        .orElse(ofItsList);
    List<PhysicalExpression> arguments = new ArrayList<>();
    for (PhysicalExpression argument : call.arguments()) {
      arguments.add(
          isDistinct
              ? ColumnNames.column(plan.schema(), plan.keys().indexOf(argument))
              : moved(argument));
    }
    return new AggregateCall(
        call.function(),
        arguments,
        call.isDistinct(),
        call.orderBy(),
        Optional.of(filter),
        call.type(),
        call.name());
  }

  private PhysicalExpression moved(PhysicalExpression expression) {
    if (expression instanceof ColumnExpression column) {
      return ColumnNames.column(plan.schema(), plan.firstInputColumn() + column.index());
    }
    return expression.withNewChildren(
        expression.children().stream().map(this::moved).toList());
  }
}
