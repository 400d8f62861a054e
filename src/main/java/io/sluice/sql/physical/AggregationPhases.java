package io.sluice.sql.physical;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.aggregate.AggregateCall;
import io.sluice.operator.aggregate.AggregateExec;
import io.sluice.operator.aggregate.AggregateMode;
import io.sluice.operator.aggregate.BasicAggregate;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * In which phases an aggregation runs, and how its rows are brought together between these.
 *
 * <ul>
 *   <li>As a rule partly before the groups are brought together, finally after.
 *   <li>With DISTINCT over one list of arguments, rows with equal keys and arguments are brought together first, so that each value is counted in one place;
 *       what is counted there are parts of groups as any others. Where nothing but that list is aggregated, duplicates are dropped even before.
 *   <li>With DISTINCT over several lists and without keys, each list gets rows of its own, see {@link DistinctSets}.
 *   <li>With DISTINCT over several lists and keys, or a function that needs all rows of a group, the groups are brought together at once.
 * </ul>
 */
final class AggregationPhases {
  private final Distribution distribution;

  AggregationPhases(Distribution distribution) {
    this.distribution = distribution;
  }

  ExecutionPlan plan(
      List<NamedExpression> groupBy, List<AggregateCall> calls, ExecutionPlan input) {
    if (!groupBy.isEmpty() && Distribution.isGrouped(input, groupBy)) {
      return new AggregateExec(AggregateMode.SINGLE, groupBy, calls, input);
    }
    Set<List<PhysicalExpression>> distinct = new LinkedHashSet<>();
    for (AggregateCall call : calls) {
      if (isDistinct(call)) {
        distinct.add(call.arguments());
      }
    }
    if (groupBy.isEmpty()
        && distinct.size() > 1
        && calls.stream().allMatch(AggregateCall::isSplittable)) {
      Optional<DistinctSets> sets =
          DistinctSets.of(List.copyOf(distinct), distribution.spread(input));
      if (sets.isPresent()) {
        return overDistinctSets(calls, sets.get());
      }
    }
    if (distinct.size() > 1 || !calls.stream().allMatch(AggregateCall::isSplittable)) {
      return whole(groupBy, calls, input);
    }
    if (distinct.isEmpty()) {
      return combine(groupBy, calls, distribution.spread(input));
    }
    return calls.stream().allMatch(AggregationPhases::isDistinct)
        ? overDistinctRows(groupBy, calls, distinct.iterator().next(), input)
        : overDistinctPartitions(groupBy, calls, distinct.iterator().next(), input);
  }

  /** MIN and MAX give the same without DISTINCT. */
  private static boolean isDistinct(AggregateCall call) {
    return call.isDistinct()
        && call.function() != BasicAggregate.MIN
        && call.function() != BasicAggregate.MAX;
  }

  private ExecutionPlan whole(
      List<NamedExpression> groupBy, List<AggregateCall> calls, ExecutionPlan input) {
    List<PhysicalExpression> keys =
        groupBy.stream().map(NamedExpression::expression).toList();
    ExecutionPlan brought =
        keys.isEmpty() ? new CoalescePartitionsExec(input) : distribution.hash(input, keys);
    return new AggregateExec(AggregateMode.SINGLE, groupBy, calls, brought);
  }

  /** Aggregates each partition and then the parts of each group. */
  private ExecutionPlan combine(
      List<NamedExpression> groupBy, List<AggregateCall> calls, ExecutionPlan input) {
    ExecutionPlan partial = new AggregateExec(AggregateMode.PARTIAL, groupBy, calls, input);
    if (groupBy.isEmpty()) {
      return new AggregateExec(
          AggregateMode.FINAL, groupBy, calls, new CoalescePartitionsExec(partial));
    }
    List<PhysicalExpression> keys = new ArrayList<>();
    List<NamedExpression> groups = new ArrayList<>();
    for (int i = 0; i < groupBy.size(); i++) {
      ColumnExpression key = ColumnNames.column(partial.schema(), i);
      keys.add(key);
      groups.add(new NamedExpression(key, key.name()));
    }
    return new AggregateExec(
        AggregateMode.FINAL_PARTITIONED, groups, calls, distribution.hash(partial, keys));
  }

  private ExecutionPlan overDistinctPartitions(
      List<NamedExpression> groupBy,
      List<AggregateCall> calls,
      List<PhysicalExpression> arguments,
      ExecutionPlan input) {
    List<PhysicalExpression> keys = new ArrayList<>();
    groupBy.forEach(group -> keys.add(group.expression()));
    keys.addAll(arguments);
    return combine(groupBy, calls, distribution.hash(input, keys));
  }

  private ExecutionPlan overDistinctSets(List<AggregateCall> calls, DistinctSets sets) {
    List<AggregateCall> moved =
        calls.stream().map(call -> sets.move(call, isDistinct(call))).toList();
    return combine(List.of(), moved, distribution.hash(sets.plan(), sets.partitionKeys()));
  }

  private ExecutionPlan overDistinctRows(
      List<NamedExpression> groupBy,
      List<AggregateCall> calls,
      List<PhysicalExpression> arguments,
      ExecutionPlan input) {
    Map<PhysicalExpression, Integer> columns = new LinkedHashMap<>();
    groupBy.forEach(group -> add(group.expression(), columns));
    arguments.forEach(argument -> add(argument, columns));
    calls.forEach(call -> call.filter().ifPresent(filter -> add(filter, columns)));
    List<NamedExpression> kept = columns.keySet().stream()
        .map(expression -> new NamedExpression(expression, name(expression)))
        .toList();
    ExecutionPlan distinct =
        new AggregateExec(AggregateMode.PARTIAL, kept, List.of(), distribution.spread(input));
    List<NamedExpression> groups = groupBy.stream()
        .map(group ->
            new NamedExpression(column(group.expression(), columns, distinct), group.name()))
        .toList();
    List<AggregateCall> moved = calls.stream()
        .map(call -> new AggregateCall(
            call.function(),
            call.arguments().stream()
                .map(argument -> column(argument, columns, distinct))
                .toList(),
            call.isDistinct(),
            call.orderBy(),
            call.filter().map(filter -> column(filter, columns, distinct)),
            call.type(),
            call.name()))
        .toList();
    return overDistinctPartitions(
        groups,
        moved,
        arguments.stream().map(argument -> column(argument, columns, distinct)).toList(),
        distinct);
  }

  private static void add(PhysicalExpression expression, Map<PhysicalExpression, Integer> columns) {
    columns.putIfAbsent(expression, columns.size());
  }

  private static String name(PhysicalExpression expression) {
    return expression instanceof ColumnExpression column
        ? column.name()
        : ColumnNames.name("$f", expression);
  }

  private static PhysicalExpression column(
      PhysicalExpression expression, Map<PhysicalExpression, Integer> columns, ExecutionPlan plan) {
    Integer position = columns.get(expression);
    if (position == null) {
      throw new IllegalStateException("no column for " + expression);
    }
    return ColumnNames.column(plan.schema(), position);
  }
}
