package io.sluice.sql.physical;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.CaseExpression;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.operator.aggregate.AggregateCall;
import io.sluice.operator.aggregate.BasicAggregate;
import io.sluice.operator.aggregate.SingleRowExec;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.sql.expression.AggregateOperator;
import io.sluice.sql.expression.Casts;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;

/** Logical aggregations: what is grouped, the calls, and the columns that come out. */
final class AggregatePlanner {
  private final Distribution distribution;
  private final AggregationPhases phases;

  AggregatePlanner(Distribution distribution) {
    this.distribution = distribution;
    this.phases = new AggregationPhases(distribution);
  }

  ExecutionPlan plan(Aggregate aggregate, Pruned input) {
    if (isSingleValue(aggregate)) {
      return singleRow(aggregate, input);
    }
    GroupingInput grouping = GroupingInput.of(aggregate, input, distribution);
    List<AggregateCall> calls = new ArrayList<>();
    for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
      if (!isGrouping(call)) {
        calls.add(call(call, grouping));
      }
    }
    return withLogicalTypes(
        aggregate, grouping, phases.plan(grouping.groupBy(), calls, grouping.plan()));
  }

  private static boolean isGrouping(org.apache.calcite.rel.core.AggregateCall call) {
    return call.getAggregation().getKind() == SqlKind.GROUPING;
  }

  private static boolean isSingleValue(Aggregate aggregate) {
    return !aggregate.getAggCallList().isEmpty()
        && aggregate.getAggCallList().stream()
            .allMatch(call -> call.getAggregation().getKind() == SqlKind.SINGLE_VALUE);
  }

  /** The value of a sub-query: no function of many rows, but a check that there is one row for each key. */
  private ExecutionPlan singleRow(Aggregate aggregate, Pruned input) {
    List<ColumnExpression> keys = new ArrayList<>();
    for (int group : aggregate.getGroupSet()) {
      keys.add(input.column(group));
    }
    ExecutionPlan brought = keys.isEmpty()
        ? new CoalescePartitionsExec(input.plan())
        : distribution.hash(input.plan(), List.copyOf(keys));
    ExecutionPlan single = new SingleRowExec(keys, brought);
    List<NamedExpression> outputs = new ArrayList<>();
    for (ColumnExpression key : keys) {
      outputs.add(
          new NamedExpression(ColumnNames.column(single.schema(), key.index()), key.name()));
    }
    for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
      ColumnExpression value = ColumnNames.column(
          single.schema(), input.column(call.getArgList().get(0)).index());
      outputs.add(new NamedExpression(value, value.name()));
    }
    return new ProjectionExec(outputs, single);
  }

  private static AggregateCall call(
      org.apache.calcite.rel.core.AggregateCall call, GroupingInput input) {
    AggregateFunction function = function(call);
    List<ColumnExpression> columns =
        call.getArgList().stream().map(input::column).toList();
    AggregateImplementation implementation = function
        .implementation(columns.stream().map(ColumnExpression::type).toList())
        .orElseThrow(() -> notSupported(call + " of these types"));
    List<PhysicalExpression> arguments = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      arguments.add(Casts.cast(columns.get(i), implementation.argumentTypes().get(i)));
    }
    boolean isOrdered = !(function instanceof BasicAggregate);
    String operands = columns.isEmpty()
        ? "*"
        : columns.stream().map(ColumnExpression::name).collect(Collectors.joining(", "));
    return new AggregateCall(
        function,
        arguments,
        call.isDistinct(),
        isOrdered ? input.order(call) : List.of(),
        input.filter(call),
        implementation.resultType(),
        function.name().toLowerCase(Locale.ROOT) + "(" + operands + ")");
  }

  private static AggregateFunction function(org.apache.calcite.rel.core.AggregateCall call) {
    SqlAggFunction operator = call.getAggregation();
    if (operator instanceof AggregateOperator known) {
      return known.function();
    }
    return switch (operator.getKind()) {
      case COUNT -> BasicAggregate.COUNT;
      case SUM, SUM0 -> BasicAggregate.SUM;
      case MIN -> BasicAggregate.MIN;
      case MAX -> BasicAggregate.MAX;
      case AVG -> BasicAggregate.AVG;
      default -> throw notSupported("Aggregate function " + operator.getName());
    };
  }

  private static SluiceException notSupported(String what) {
    return new SluiceException(ErrorCode.NOT_SUPPORTED, what + " is not supported");
  }

  /**
   * The columns of the logical node: without the number of the grouping set, with GROUPING. A sum of counts is a BIGINT that is 0 without rows, which the engine's
   * SUM is not.
   */
  private static ExecutionPlan withLogicalTypes(
      Aggregate aggregate, GroupingInput grouping, ExecutionPlan plan) {
    List<NamedExpression> outputs = new ArrayList<>();
    for (int i = 0; i < aggregate.getGroupCount(); i++) {
      ColumnExpression key = ColumnNames.column(plan.schema(), i);
      outputs.add(new NamedExpression(key, key.name()));
    }
    int result = grouping.groupByCount();
    for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
      DataType type = SqlTypes.toEngine(call.getType());
      if (isGrouping(call)) {
        outputs.add(
            new NamedExpression(Casts.cast(grouping.grouping(call, plan), type), "grouping"));
      } else {
        ColumnExpression column = ColumnNames.column(plan.schema(), result++);
        PhysicalExpression output = Casts.cast(column, type);
        boolean isSumOfCounts = call.getAggregation().getKind() == SqlKind.SUM0;
        outputs.add(
            new NamedExpression(isSumOfCounts ? zeroForNull(output) : output, column.name()));
      }
    }
    return isIdentity(outputs, plan) ? plan : new ProjectionExec(outputs, plan);
  }

  private static boolean isIdentity(List<NamedExpression> outputs, ExecutionPlan plan) {
    boolean isIdentity = outputs.size() == plan.schema().size();
    for (int i = 0; isIdentity && i < outputs.size(); i++) {
      isIdentity =
          outputs.get(i).expression() instanceof ColumnExpression column && column.index() == i;
    }
    return isIdentity;
  }

  private static PhysicalExpression zeroForNull(PhysicalExpression sum) {
    PhysicalExpression zero = Casts.cast(new LiteralExpression(Literal.of(0)), sum.type());
    return new CaseExpression(
        List.of(new CaseExpression.Branch(new IsNullExpression(sum, false), zero)),
        sum,
        sum.type());
  }
}
