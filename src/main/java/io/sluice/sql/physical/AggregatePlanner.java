package io.sluice.sql.physical;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.CaseExpression;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.aggregate.AggregateCall;
import io.sluice.operator.aggregate.AggregateExec;
import io.sluice.operator.aggregate.AggregateFunction;
import io.sluice.operator.aggregate.AggregateMode;
import io.sluice.operator.aggregate.SingleRowExec;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.sql.expression.Casts;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.sql.SqlKind;

/** Aggregation in two phases: partly before the rows are brought together, finally after. */
final class AggregatePlanner {
  private final Distribution distribution;

  AggregatePlanner(Distribution distribution) {
    this.distribution = distribution;
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
        aggregate, grouping, combine(grouping.groupBy(), calls, grouping.plan()));
  }

  private static boolean isGrouping(org.apache.calcite.rel.core.AggregateCall call) {
    SqlKind kind = call.getAggregation().getKind();
    return kind == SqlKind.GROUPING || kind == SqlKind.GROUPING_ID;
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

  private ExecutionPlan combine(
      List<NamedExpression> groupBy, List<AggregateCall> calls, ExecutionPlan input) {
    if (!groupBy.isEmpty() && Distribution.isGrouped(input, groupBy)) {
      return new AggregateExec(AggregateMode.SINGLE, groupBy, calls, input);
    }
    ExecutionPlan partial =
        new AggregateExec(AggregateMode.PARTIAL, groupBy, calls, distribution.spread(input));
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

  private static AggregateCall call(
      org.apache.calcite.rel.core.AggregateCall call, GroupingInput input) {
    AggregateFunction function = function(call);
    Optional<PhysicalExpression> argument = function == AggregateFunction.COUNT_STAR
        ? Optional.empty()
        : Optional.of(input.column(call.getArgList().get(0)));
    DataType type =
        function.resultType(argument.map(PhysicalExpression::type).orElse(DataType.BIGINT));
    String operand = argument.map(column -> ((ColumnExpression) column).name()).orElse("*");
    return new AggregateCall(
        function, argument, input.filter(call), type, function.sqlName() + "(" + operand + ")");
  }

  private static AggregateFunction function(org.apache.calcite.rel.core.AggregateCall call) {
    SqlKind kind = call.getAggregation().getKind();
    boolean isRepeatable = kind == SqlKind.MIN || kind == SqlKind.MAX;
    if (call.isDistinct() && !isRepeatable) {
      throw notSupported(
          call.getAggregation().getName() + "(DISTINCT ...) beside other aggregates");
    }
    if (call.getArgList().size() > 1) {
      throw notSupported(call.getAggregation().getName() + " of several columns");
    }
    return switch (kind) {
      case COUNT ->
        call.getArgList().isEmpty() ? AggregateFunction.COUNT_STAR : AggregateFunction.COUNT;
      case SUM, SUM0 -> AggregateFunction.SUM;
      case MIN -> AggregateFunction.MIN;
      case MAX -> AggregateFunction.MAX;
      case AVG -> AggregateFunction.AVG;
      default ->
        throw notSupported("Aggregate function " + call.getAggregation().getName());
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
