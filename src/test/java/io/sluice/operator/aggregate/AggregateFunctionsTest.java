package io.sluice.operator.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.operator.aggregate.function.BuiltinFunctions;
import io.sluice.plan.ExecutionPlan;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every function: parts give what the whole gives, and DISTINCT and ORDER BY are as defined. */
class AggregateFunctionsTest {
  private static final Schema ALL = BatchGenerator.allTypes();
  private static final int INTEGER = 1;
  private static final int BATCH_SIZE = 64;
  private static final Set<String> OF_ANY_ROW = Set.of("any_value", "first", "last");

  /** Infinity times zero is not a number, so that the order decides whether a product of generated doubles is one. */
  private static final Set<String> OF_ANY_ORDER = Set.of("product");

  private static ColumnExpression column(Schema schema, int index) {
    Field field = schema.field(index);
    return new ColumnExpression(field.name(), index, field.type(), field.nullable());
  }

  private static BatchesExec input(int seed, Encoding encoding, int partitions) {
    return new BatchesExec(
        ALL,
        new BatchGenerator(ALL, seed)
            .withEncoding(encoding)
            .withoutEdgeValues()
            .partitions(partitions, 300, BATCH_SIZE));
  }

  /** The function over every column whose type it takes as it is; a fraction is a half, a second argument the same column. */
  private static List<AggregateCall> calls(AggregateFunction function) {
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = 0; i < ALL.size(); i++) {
      DataType type = ALL.type(i);
      List<List<PhysicalExpression>> candidates = List.of(
          List.of(column(ALL, i)),
          List.of(column(ALL, i), column(ALL, i)),
          List.of(column(ALL, i), new LiteralExpression(Literal.of(0.5))),
          List.of(
              column(ALL, i),
              new LiteralExpression(Literal.of(0.25)),
              new LiteralExpression(Literal.of(true))));
      for (List<PhysicalExpression> arguments : candidates) {
        List<DataType> types = arguments.stream().map(PhysicalExpression::type).toList();
        Optional<AggregateImplementation> implementation = function.implementation(types);
        if (implementation.isPresent() && implementation.get().argumentTypes().equals(types)) {
          calls.add(new AggregateCall(
              function,
              arguments,
              Optional.empty(),
              implementation.get().resultType(),
              function.name() + " of " + type));
        }
      }
    }
    return calls;
  }

  private static List<NamedExpression> groupBy(Schema schema, List<Integer> columns) {
    return columns.stream()
        .map(index ->
            new NamedExpression(column(schema, index), schema.field(index).name()))
        .toList();
  }

  /** Rows in the order of what is not a DOUBLE; there is one for each group. */
  private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
    return rows.stream()
        .sorted(Comparator.comparing(row ->
            row.stream().filter(value -> !(value instanceof Double)).toList().toString()))
        .toList();
  }

  private static void assertSame(
      String name, List<List<@Nullable Object>> actual, List<List<@Nullable Object>> expected) {
    assertThat(actual).as(name).hasSameSizeAs(expected);
    for (int row = 0; row < actual.size(); row++) {
      for (int i = 0; i < actual.get(row).size(); i++) {
        Object left = actual.get(row).get(i);
        Object right = expected.get(row).get(i);
        if (left instanceof Double number && right instanceof Double other && !other.isNaN()) {
          double tolerance = 1e-9 * Math.max(1, Math.abs(other));
          assertThat(number).as(name).isCloseTo(other, Offset.offset(tolerance));
        } else {
          assertThat(left).as(name).isEqualTo(right);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void partsGiveWhatTheWholeGives(Encoding encoding) {
    BatchesExec parts = input(31, encoding, 3);
    ExecutionPlan whole = RowBatches.plan(ALL, parts.rows(), BATCH_SIZE);
    int callCount = 0;
    for (AggregateFunction function : BuiltinFunctions.ALL) {
      if (OF_ANY_ROW.contains(function.name()) || OF_ANY_ORDER.contains(function.name())) {
        continue;
      }
      for (AggregateCall call : calls(function)) {
        callCount++;
        if (!call.isSplittable()) {
          continue;
        }
        for (List<Integer> keys : List.of(List.<Integer>of(), List.of(INTEGER))) {
          try (TestTaskContext context = TestTaskContext.ofBatchSize(BATCH_SIZE)) {
            AggregateExec partial =
                new AggregateExec(AggregateMode.PARTIAL, groupBy(ALL, keys), List.of(call), parts);
            ExecutionPlan states =
                RowBatches.plan(partial.schema(), PlanRunner.rows(partial, context), BATCH_SIZE);
            List<Integer> positions = keys.isEmpty() ? List.of() : List.of(0);
            AggregateExec merged = new AggregateExec(
                AggregateMode.FINAL, groupBy(partial.schema(), positions), List.of(call), states);
            AggregateExec single =
                new AggregateExec(AggregateMode.SINGLE, groupBy(ALL, keys), List.of(call), whole);
            assertSame(
                call + " by " + keys,
                sorted(PlanRunner.rows(merged, context)),
                sorted(PlanRunner.rows(single, context)));
          }
        }
      }
    }
    assertThat(callCount).isGreaterThan(BuiltinFunctions.ALL.size());
  }

  @Test
  void noRowsGiveNullOrNoCount() {
    BatchesExec input = BatchesExec.of(ALL);
    for (AggregateFunction function : BuiltinFunctions.ALL) {
      for (AggregateCall call : calls(function)) {
        try (TestTaskContext context = TestTaskContext.ofBatchSize(BATCH_SIZE)) {
          List<List<@Nullable Object>> rows = PlanRunner.rows(
              new AggregateExec(AggregateMode.SINGLE, List.of(), List.of(call), input), context);
          boolean isCount = function.name().endsWith("count") || function.name().equals("count_if");
          assertThat(rows.get(0).get(0)).as("%s", call).isEqualTo(isCount ? 0L : null);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void distinctCountsEachValueOnce(Encoding encoding) {
    BatchesExec input = new BatchesExec(
        ALL,
        new BatchGenerator(ALL, 32)
            .withEncoding(encoding)
            .withDistinctCount(9)
            .partitions(1, 500, BATCH_SIZE));
    for (int i = 0; i < ALL.size(); i++) {
      Set<Object> values = new HashSet<>();
      for (List<@Nullable Object> row : input.rows()) {
        Object value = row.get(i);
        if (value != null) {
          values.add(
              value instanceof Double number && number == 0
                  ? 0.0
                  : value instanceof Float small && small == 0 ? 0f : value);
        }
      }
      AggregateCall call = new AggregateCall(
          BasicAggregate.COUNT,
          List.of(column(ALL, i)),
          true,
          List.of(),
          Optional.empty(),
          DataType.BIGINT,
          "count");
      try (TestTaskContext context = TestTaskContext.ofBatchSize(BATCH_SIZE)) {
        assertThat(PlanRunner.rows(
                new AggregateExec(AggregateMode.SINGLE, List.of(), List.of(call), input), context))
            .as("%s", call)
            .containsExactly(List.of((long) values.size()));
      }
    }
  }

  @Test
  void severalArgumentsAreDistinctTogetherAndCountedWhereNoneIsNull() {
    BatchesExec input = new BatchesExec(
        ALL, new BatchGenerator(ALL, 34).withDistinctCount(5).partitions(1, 400, BATCH_SIZE));
    Set<List<@Nullable Object>> pairs = new HashSet<>();
    long rowCount = 0;
    for (List<@Nullable Object> row : input.rows()) {
      if (row.get(0) != null && row.get(INTEGER) != null) {
        pairs.add(List.of(row.get(0), row.get(INTEGER)));
        rowCount++;
      }
    }
    List<AggregateCall> calls = new ArrayList<>();
    for (boolean isDistinct : new boolean[] {true, false}) {
      calls.add(new AggregateCall(
          BasicAggregate.COUNT,
          List.of(column(ALL, 0), column(ALL, INTEGER)),
          isDistinct,
          List.of(),
          Optional.empty(),
          DataType.BIGINT,
          "count"));
    }
    try (TestTaskContext context = TestTaskContext.ofBatchSize(BATCH_SIZE)) {
      assertThat(PlanRunner.rows(
              new AggregateExec(AggregateMode.SINGLE, List.of(), calls, input), context))
          .containsExactly(List.of((long) pairs.size(), rowCount));
    }
  }

  @Test
  void orderByBringsTheRowsInInOrder() {
    BatchesExec input = input(33, Encoding.FLAT, 1);
    AggregateFunction first = AggregateFunctions.BUILTIN.find("first").orElseThrow();
    for (int i = 0; i < ALL.size(); i++) {
      int sorted = i;
      List<@Nullable Object> values = new ArrayList<>();
      try (TestTaskContext context = TestTaskContext.ofBatchSize(BATCH_SIZE)) {
        for (boolean isDescending : new boolean[] {false, true}) {
          AggregateCall call = new AggregateCall(
              first,
              List.of(column(ALL, sorted)),
              false,
              List.of(new SortField(column(ALL, sorted), isDescending, isDescending)),
              Optional.of(notNull(sorted)),
              ALL.type(sorted),
              "first");
          values.add(PlanRunner.rows(
                  new AggregateExec(AggregateMode.SINGLE, List.of(), List.of(call), input), context)
              .get(0)
              .get(0));
        }
        List<AggregateCall> extremes =
            List.of(extreme(BasicAggregate.MIN, sorted), extreme(BasicAggregate.MAX, sorted));
        assertThat(values)
            .as("%s", ALL.type(sorted))
            .isEqualTo(PlanRunner.rows(
                    new AggregateExec(AggregateMode.SINGLE, List.of(), extremes, input), context)
                .get(0));
      }
    }
  }

  private static PhysicalExpression notNull(int index) {
    return new IsNullExpression(column(ALL, index), true);
  }

  private static AggregateCall extreme(BasicAggregate function, int index) {
    return new AggregateCall(
        function, List.of(column(ALL, index)), Optional.empty(), ALL.type(index), "extreme");
  }

  @Test
  void twoFunctionsOfOneNameAreRefused() {
    AggregateFunction median = AggregateFunctions.BUILTIN.find("MEDIAN").orElseThrow();
    assertThatThrownBy(() -> new AggregateFunctions(List.of(median)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("median");
  }

  @Test
  void everyFunctionSaysWhatItTakesAndComputes() {
    assertThat(AggregateFunctions.BUILTIN.all()).allSatisfy(function -> {
      assertThat(function.signatures()).isNotEmpty();
      assertThat(function.description()).endsWith(".");
    });
  }
}
