package io.sluice.operator.aggregate;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.aggregate.AggregateReference.Call;
import io.sluice.plan.ExecutionPlan;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Aggregations over generated rows, and what must come of them. */
final class AggregateCases {
  static final Schema ALL = BatchGenerator.allTypes();
  static final int BIGINT = 0;
  static final int INTEGER = 1;
  static final int VARCHAR = 3;

  private AggregateCases() {}

  /** A call in both forms, for the node and for the reference. */
  record Case(AggregateCall call, Call reference) {}

  static ColumnExpression column(Schema schema, int index) {
    Field field = schema.field(index);
    return new ColumnExpression(field.name(), index, field.type(), field.nullable());
  }

  static List<NamedExpression> groupBy(Schema schema, List<Integer> columns) {
    return columns.stream()
        .map(index ->
            new NamedExpression(column(schema, index), schema.field(index).name()))
        .toList();
  }

  static Case call(Schema schema, BasicAggregate function, int index) {
    return call(schema, function, index, Optional.empty());
  }

  /** With a threshold: only rows whose INTEGER column is less. */
  static Case call(Schema schema, BasicAggregate function, int index, Optional<Integer> threshold) {
    DataType argument = index < 0 ? DataType.BIGINT : schema.type(index);
    Optional<PhysicalExpression> filter = threshold.map(limit -> new ComparisonExpression(
        ComparisonOperator.LESS,
        column(schema, INTEGER),
        new LiteralExpression(Literal.of(limit))));
    return new Case(
        new AggregateCall(
            function,
            index < 0 ? List.of() : List.of(column(schema, index)),
            filter,
            function.resultType(argument),
            function.sqlName() + index),
        new Call(
            function,
            index,
            argument,
            row -> threshold
                .map(limit -> row.get(INTEGER) instanceof Integer value && value < limit)
                .orElse(true)));
  }

  /** Every function over every column that it takes. */
  static List<Case> allCalls(Schema schema, boolean withSums) {
    List<Case> cases = new ArrayList<>();
    cases.add(call(schema, BasicAggregate.COUNT, -1));
    for (int i = 0; i < schema.size(); i++) {
      cases.add(call(schema, BasicAggregate.COUNT, i));
      cases.add(call(schema, BasicAggregate.MIN, i));
      cases.add(call(schema, BasicAggregate.MAX, i));
      if (withSums && schema.type(i).isNumeric()) {
        cases.add(call(schema, BasicAggregate.SUM, i));
        cases.add(call(schema, BasicAggregate.AVG, i));
        cases.add(call(schema, BasicAggregate.SUM, i, Optional.of(10)));
      }
    }
    cases.add(call(schema, BasicAggregate.COUNT, -1, Optional.of(5)));
    cases.add(call(schema, BasicAggregate.MIN, VARCHAR, Optional.of(-10)));
    cases.add(call(schema, BasicAggregate.AVG, BIGINT, Optional.of(-1000)));
    return cases;
  }

  static AggregateExec aggregate(
      AggregateMode mode, ExecutionPlan input, List<Integer> keys, List<Case> cases) {
    return new AggregateExec(
        mode, groupBy(input.schema(), keys), cases.stream().map(Case::call).toList(), input);
  }

  static Map<List<@Nullable Object>, Integer> expected(
      BatchesExec input, List<Integer> keys, List<Case> cases) {
    return AggregateReference.rows(
        input.rows(), keys, cases.stream().map(Case::reference).toList());
  }

  /** Runs a partial aggregation, and a final one over its shuffled rows. */
  static Map<List<@Nullable Object>, Integer> partialThenFinal(
      BatchesExec input, List<Integer> keys, List<Case> cases, TestTaskContext context) {
    AggregateExec partial = aggregate(AggregateMode.PARTIAL, input, keys, cases);
    List<List<@Nullable Object>> states = PlanRunner.rows(partial, context);
    AggregateExec result = aggregate(
        AggregateMode.FINAL,
        RowBatches.plan(partial.schema(), states, context.batchSize()),
        IntStream.range(0, keys.size()).boxed().toList(),
        cases);
    return AggregateReference.counted(PlanRunner.rows(result, context));
  }
}
