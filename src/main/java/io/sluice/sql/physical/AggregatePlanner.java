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
    if (aggregate.getGroupSets().size() > 1) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "GROUPING SETS, ROLLUP and CUBE are not supported");
    }
    if (isSingleValue(aggregate)) {
      return singleRow(aggregate, input);
    }
    List<NamedExpression> groupBy = new ArrayList<>();
    for (int group : aggregate.getGroupSet()) {
      ColumnExpression column = input.column(group);
      groupBy.add(new NamedExpression(column, column.name()));
    }
    List<AggregateCall> calls = new ArrayList<>();
    for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
      calls.add(call(call, input));
    }
    return withLogicalTypes(aggregate, combine(groupBy, calls, input.plan()));
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

  private static AggregateCall call(org.apache.calcite.rel.core.AggregateCall call, Pruned input) {
    AggregateFunction function = function(call);
    Optional<PhysicalExpression> argument = function == AggregateFunction.COUNT_STAR
        ? Optional.empty()
        : Optional.of(input.column(call.getArgList().get(0)));
    Optional<PhysicalExpression> filter =
        call.filterArg < 0 ? Optional.empty() : Optional.of(input.column(call.filterArg));
    DataType type =
        function.resultType(argument.map(PhysicalExpression::type).orElse(DataType.BIGINT));
    String operand = argument.map(column -> ((ColumnExpression) column).name()).orElse("*");
    return new AggregateCall(
        function, argument, filter, type, function.sqlName() + "(" + operand + ")");
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

  /** A sum of counts is a BIGINT that is 0 without rows, which the engine's SUM is not. */
  private static ExecutionPlan withLogicalTypes(Aggregate aggregate, ExecutionPlan plan) {
    int groupCount = aggregate.getGroupCount();
    List<NamedExpression> outputs = new ArrayList<>();
    boolean isChanged = false;
    for (int i = 0; i < plan.schema().size(); i++) {
      PhysicalExpression output = ColumnNames.column(plan.schema(), i);
      if (i >= groupCount) {
        var call = aggregate.getAggCallList().get(i - groupCount);
        DataType type = SqlTypes.toEngine(call.getType());
        isChanged |= !type.equals(output.type());
        output = Casts.cast(output, type);
        if (call.getAggregation().getKind() == SqlKind.SUM0) {
          isChanged = true;
          output = zeroForNull(output);
        }
      }
      outputs.add(new NamedExpression(output, plan.schema().field(i).name()));
    }
    return isChanged ? new ProjectionExec(outputs, plan) : plan;
  }

  private static PhysicalExpression zeroForNull(PhysicalExpression sum) {
    PhysicalExpression zero = Casts.cast(new LiteralExpression(Literal.of(0)), sum.type());
    return new CaseExpression(
        List.of(new CaseExpression.Branch(new IsNullExpression(sum, false), zero)),
        sum,
        sum.type());
  }
}
