package io.sluice.operator.aggregate;

import static io.sluice.operator.aggregate.AggregateCases.ALL;
import static io.sluice.operator.aggregate.AggregateCases.BIGINT;
import static io.sluice.operator.aggregate.AggregateCases.INTEGER;
import static io.sluice.operator.aggregate.AggregateCases.VARCHAR;
import static io.sluice.operator.aggregate.AggregateCases.aggregate;
import static io.sluice.operator.aggregate.AggregateCases.allCalls;
import static io.sluice.operator.aggregate.AggregateCases.call;
import static io.sluice.operator.aggregate.AggregateCases.column;
import static io.sluice.operator.aggregate.AggregateCases.expected;
import static io.sluice.operator.aggregate.AggregateCases.groupBy;
import static io.sluice.operator.aggregate.AggregateCases.partialThenFinal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.RecordBatch;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.operator.aggregate.AggregateCases.Case;
import io.sluice.plan.Partitioning;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateExecTest {
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void groupsByEveryTypeInEveryEncoding(Encoding encoding) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      BatchesExec input = new BatchesExec(
          ALL,
          new BatchGenerator(ALL, 11)
              .withEncoding(encoding)
              .partitions(1, batchSize == 8192 ? 9_000 : 200, batchSize));
      List<Case> cases =
          List.of(call(ALL, BasicAggregate.COUNT, -1), call(ALL, BasicAggregate.MIN, BIGINT));
      for (int key = 0; key < ALL.size(); key++) {
        try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
          assertThat(AggregateReference.counted(PlanRunner.rows(
                  aggregate(AggregateMode.SINGLE, input, List.of(key), cases), context)))
              .as("by %s in batches of %s", ALL.type(key), batchSize)
              .isEqualTo(expected(input, List.of(key), cases));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void computesEveryFunctionOverEveryType(Encoding encoding) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      BatchesExec input = new BatchesExec(
          ALL,
          new BatchGenerator(ALL, 12)
              .withEncoding(encoding)
              .withoutEdgeValues()
              .partitions(3, batchSize == 8192 ? 4_000 : 100, batchSize));
      List<Case> cases = allCalls(ALL, true);
      for (List<Integer> keys : List.of(List.<Integer>of(), List.of(INTEGER), List.of(3, 6))) {
        try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
          assertThat(partialThenFinal(input, keys, cases, context))
              .as("by %s in batches of %s", keys, batchSize)
              .isEqualTo(expected(input, keys, cases));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void keepsValuesAtTheEdgesOfTheirTypes(Encoding encoding) {
    BatchesExec input = new BatchesExec(
        ALL,
        new BatchGenerator(ALL, 13)
            .withEncoding(encoding)
            .withDistinctCount(8)
            .partitions(1, 3000, 512));
    List<Case> cases = new ArrayList<>(allCalls(ALL, false));
    cases.add(call(ALL, BasicAggregate.SUM, BIGINT));
    cases.add(call(ALL, BasicAggregate.AVG, BIGINT));
    cases.add(call(ALL, BasicAggregate.SUM, INTEGER));
    cases.add(call(ALL, BasicAggregate.SUM, 7));
    cases.add(call(ALL, BasicAggregate.AVG, 7));
    cases.add(call(ALL, BasicAggregate.SUM, 8));
    cases.add(call(ALL, BasicAggregate.AVG, 8));
    for (List<Integer> keys : List.of(List.<Integer>of(), List.of(6), List.of(8))) {
      try (TestTaskContext context = TestTaskContext.ofBatchSize(512)) {
        assertThat(AggregateReference.counted(
                PlanRunner.rows(aggregate(AggregateMode.SINGLE, input, keys, cases), context)))
            .isEqualTo(expected(input, keys, cases));
        assertThat(partialThenFinal(input, keys, cases, context))
            .isEqualTo(expected(input, keys, cases));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8192})
  void groupsByManyColumnsAtOnce(int batchSize) {
    BatchesExec input = new BatchesExec(
        ALL,
        new BatchGenerator(ALL, 14)
            .withDistinctCount(12)
            .withNullFraction(0.4)
            .partitions(1, batchSize == 8192 ? 9_000 : 300, batchSize));
    List<Case> cases =
        List.of(call(ALL, BasicAggregate.COUNT, -1), call(ALL, BasicAggregate.MAX, VARCHAR));
    for (List<Integer> keys : List.of(
        List.of(0, 5),
        List.of(3, 4),
        List.of(8, 0),
        IntStream.range(0, 9).boxed().toList())) {
      try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
        assertThat(AggregateReference.counted(
                PlanRunner.rows(aggregate(AggregateMode.SINGLE, input, keys, cases), context)))
            .isEqualTo(expected(input, keys, cases));
      }
    }
  }

  @Test
  void growsToManyGroups() {
    Schema schema = Schema.of(
        new Field("id", DataType.BIGINT, true),
        new Field("number", DataType.INTEGER, false),
        new Field("name", DataType.VARCHAR, false));
    BatchesExec input = new BatchesExec(
        schema,
        new BatchGenerator(schema, 15)
            .withEncoding(Encoding.FLAT)
            .withDistinctCount(20_000)
            .partitions(2, 20_000, 8192));
    List<Case> cases = List.of(
        call(schema, BasicAggregate.COUNT, -1),
        call(schema, BasicAggregate.SUM, 0),
        call(schema, BasicAggregate.MIN, 2));
    for (List<Integer> keys : List.of(List.of(0), List.of(2), List.of(1, 2))) {
      try (TestTaskContext context = TestTaskContext.ofBatchSize(8192)) {
        assertThat(partialThenFinal(input, keys, cases, context))
            .isEqualTo(expected(input, keys, cases));
      }
    }
  }

  @Test
  void aPartialAggregationGivesUpWhatDoesNotReduce() {
    BatchesExec input = new BatchesExec(
        ALL,
        new BatchGenerator(ALL, 16)
            .withoutEdgeValues()
            .withDistinctCount(2_000)
            .partitions(2, 3_000, 500));
    List<Case> cases = allCalls(ALL, true);
    Map<List<@Nullable Object>, Integer> expected = expected(input, List.of(0, 3), cases);
    for (long tableBytes : new long[] {1, 100_000, 1 << 30}) {
      for (double ratio : new double[] {0.0, 0.3, 1.0}) {
        try (TestTaskContext context = TestTaskContext.builder()
            .batchSize(500)
            .option(SessionOptions.PARTIAL_AGGREGATE_TABLE_BYTES, tableBytes)
            .option(SessionOptions.PARTIAL_AGGREGATE_PROBE_ROWS, 1000L)
            .option(SessionOptions.PARTIAL_AGGREGATE_MAX_GROUP_RATIO, ratio)
            .build()) {
          assertThat(partialThenFinal(input, List.of(0, 3), cases, context)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aPartialAggregationBoundsItsMemory() {
    Schema schema = Schema.of(
        new Field("id", DataType.BIGINT, true), new Field("name", DataType.VARCHAR, true));
    BatchesExec input = new BatchesExec(
        schema,
        new BatchGenerator(schema, 21)
            .withEncoding(Encoding.FLAT)
            .withDistinctCount(1_000_000)
            .partitions(1, 50_000, 1000));
    for (List<Integer> keys : List.of(List.of(0), List.of(1))) {
      List<Case> cases = List.of(
          call(schema, BasicAggregate.COUNT, -1), call(schema, BasicAggregate.MAX, VARCHAR - 2));
      try (TestTaskContext context = TestTaskContext.builder()
          .batchSize(1000)
          .memoryBytes(2_000_000)
          .option(SessionOptions.PARTIAL_AGGREGATE_TABLE_BYTES, 300_000L)
          .option(SessionOptions.PARTIAL_AGGREGATE_MAX_GROUP_RATIO, 1.0)
          .build()) {
        List<List<@Nullable Object>> states =
            PlanRunner.rows(aggregate(AggregateMode.PARTIAL, input, keys, cases), context);
        assertThat(states.stream().mapToLong(row -> (Long) row.get(1)).sum()).isEqualTo(50_000);
      }
    }
  }

  @Test
  void distinctIsAnAggregationWithoutCalls() {
    BatchesExec input = new BatchesExec(ALL, new BatchGenerator(ALL, 17).partitions(3, 500, 64));
    List<Integer> keys = List.of(2, 3);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(64)) {
      assertThat(partialThenFinal(input, keys, List.of(), context))
          .isEqualTo(expected(input, keys, List.of()));
    }
  }

  @Test
  void noRowsGiveOneRowWithoutKeysAndNoneWithKeys() {
    BatchesExec input = BatchesExec.of(ALL);
    List<Case> cases = allCalls(ALL, true);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      for (List<Integer> keys : List.of(List.<Integer>of(), List.of(1))) {
        assertThat(partialThenFinal(input, keys, cases, context))
            .isEqualTo(expected(input, keys, cases));
        assertThat(AggregateReference.counted(
                PlanRunner.rows(aggregate(AggregateMode.SINGLE, input, keys, cases), context)))
            .isEqualTo(expected(input, keys, cases));
      }
      List<List<@Nullable Object>> none = PlanRunner.rows(
          aggregate(
              AggregateMode.FINAL,
              RowBatches.plan(
                  aggregate(AggregateMode.PARTIAL, input, List.of(), cases).schema(),
                  List.of(),
                  10),
              List.of(),
              cases),
          context);
      assertThat(AggregateReference.counted(none)).isEqualTo(expected(input, List.of(), cases));
    }
  }

  @Test
  void countsRowsOfBatchesWithoutColumns() {
    RecordBatch three = RecordBatch.of(Schema.EMPTY, 3);
    RecordBatch two = RecordBatch.of(Schema.EMPTY, 5).withSelection(new int[] {1, 4}, 2);
    Case count = call(Schema.EMPTY, BasicAggregate.COUNT, -1);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      assertThat(PlanRunner.rows(
              aggregate(
                  AggregateMode.SINGLE,
                  BatchesExec.of(Schema.EMPTY, three, two),
                  List.of(),
                  List.of(count)),
              context))
          .isEqualTo(List.of(List.of(5L)));
    }
  }

  @Test
  void averagesOfDecimalsAreExactSumsRoundedOnce() {
    Schema schema = Schema.of(new Field("x", DataType.decimal(10, 2), false));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (String text : List.of("0.01", "0.02", "0.02", "-10.00", "10.00", "0.00", "0.00")) {
      rows.add(List.of(new BigDecimal(text)));
    }
    Case average = call(schema, BasicAggregate.AVG, 0);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      // In doubles the two tens would leave an error.
      assertThat(PlanRunner.rows(
              aggregate(
                  AggregateMode.SINGLE,
                  RowBatches.plan(schema, rows, 10),
                  List.of(),
                  List.of(average)),
              context))
          .isEqualTo(List.of(List.of(5.0 / 700)));
      List<List<@Nullable Object>> halves = new ArrayList<>();
      halves.add(List.of(new BigDecimal("-0.01")));
      for (int i = 0; i < 19_999; i++) {
        halves.add(List.of(new BigDecimal("0.00")));
      }
      assertThat(PlanRunner.rows(
              aggregate(
                  AggregateMode.SINGLE,
                  RowBatches.plan(schema, halves, 8192),
                  List.of(),
                  List.of(average)),
              context))
          .isEqualTo(List.of(List.of(-0.0000005)));
    }
  }

  @Test
  void sumsBeyondTheirTypeFail() {
    Schema decimals = Schema.of(new Field("x", DataType.decimal(38, 0), false));
    List<List<@Nullable Object>> large =
        List.of(List.of(new BigDecimal("9".repeat(38))), List.of(BigDecimal.ONE));
    List<List<@Nullable Object>> huge =
        List.of(List.of(new BigDecimal("9".repeat(38))), List.of(new BigDecimal("9".repeat(38))));
    for (List<List<@Nullable Object>> rows : List.of(large, huge)) {
      assertOverflow(RowBatches.plan(decimals, rows, 10), call(decimals, BasicAggregate.SUM, 0));
    }
    // A sum of INTEGER overflows only when partial sums are brought together.
    Schema integers = Schema.of(new Field("x", DataType.INTEGER, false));
    Case sum = call(integers, BasicAggregate.SUM, 0);
    Schema states = aggregate(
            AggregateMode.PARTIAL, BatchesExec.of(integers), List.of(), List.of(sum))
        .schema();
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      AggregateExec result = aggregate(
          AggregateMode.FINAL,
          RowBatches.plan(states, List.of(List.of(Long.MAX_VALUE), List.of(1L)), 10),
          List.of(),
          List.of(sum));
      assertCode(ErrorCode.NUMERIC_OVERFLOW, () -> PlanRunner.rows(result, context));
    }
  }

  private static void assertOverflow(BatchesExec input, Case sum) {
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      assertCode(
          ErrorCode.NUMERIC_OVERFLOW,
          () -> PlanRunner.rows(
              aggregate(AggregateMode.SINGLE, input, List.of(), List.of(sum)), context));
    }
  }

  private static void assertCode(ErrorCode code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            SluiceException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  @Test
  void tooManyDistinctValuesFailWithResourcesAndGiveEverythingBack() {
    Schema schema = Schema.of(
        new Field("id", DataType.BIGINT, true), new Field("name", DataType.VARCHAR, true));
    BatchesExec input = new BatchesExec(
        schema,
        new BatchGenerator(schema, 18).withDistinctCount(100_000).partitions(1, 50_000, 1000));
    AggregateCall distinct = new AggregateCall(
        BasicAggregate.COUNT,
        List.of(column(schema, 1)),
        true,
        List.of(),
        Optional.empty(),
        DataType.BIGINT,
        "names");
    try (TestTaskContext context =
        TestTaskContext.builder().memoryBytes(200_000).batchSize(1000).build()) {
      AggregateExec plan = new AggregateExec(
          AggregateMode.SINGLE, groupBy(schema, List.of(0)), List.of(distinct), input);
      assertCode(ErrorCode.MEMORY_LIMIT, () -> PlanRunner.rows(plan, context));
    }
  }

  @Test
  void failuresOfTheInputComeOut() {
    BatchesExec input = new BatchesExec(ALL, new BatchGenerator(ALL, 19).partitions(2, 100, 10))
        .failing(1, new SluiceException(ErrorCode.IO_ERROR, "as asked"));
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      assertThatThrownBy(() -> PlanRunner.rows(
              aggregate(AggregateMode.PARTIAL, input, List.of(3), allCalls(ALL, false)), context))
          .hasMessage("as asked");
    }
  }

  @Test
  void closesEarlyAtAnyTime() {
    BatchesExec input = new BatchesExec(ALL, new BatchGenerator(ALL, 20).partitions(1, 1000, 50));
    AggregateExec plan = aggregate(AggregateMode.SINGLE, input, List.of(0), allCalls(ALL, false));
    for (int polls = 0; polls < 60; polls += 3) {
      try (TestTaskContext context = TestTaskContext.ofBatchSize(5)) {
        RecordBatchStream stream = plan.execute(0, context);
        for (int i = 0; i < polls; i++) {
          if (stream.poll() instanceof io.sluice.plan.Poll.End) {
            break;
          }
        }
        stream.close();
        context.runUntilQuiet();
      }
    }
    try (TestTaskContext context = TestTaskContext.ofBatchSize(5)) {
      assertThat(PlanRunner.firstRows(plan, context, 7).get(0)).hasSizeBetween(7, 12);
    }
  }

  @Test
  void showsItselfAndDeclaresItsColumns() {
    Schema schema = Schema.of(
        new Field("k", DataType.BIGINT, false),
        new Field("i", DataType.INTEGER, true),
        new Field("d", DataType.decimal(15, 2), true));
    BatchesExec input = new BatchesExec(schema, List.of(List.of(), List.of()));
    List<Case> cases = List.of(
        call(schema, BasicAggregate.COUNT, -1),
        call(schema, BasicAggregate.SUM, 1),
        call(schema, BasicAggregate.AVG, 2),
        call(schema, BasicAggregate.MIN, 2, Optional.of(3)));
    AggregateExec partial = aggregate(AggregateMode.PARTIAL, input, List.of(0), cases);
    assertThat(partial.displayAs())
        .isEqualTo(
            "AggregateExec: mode=Partial, gby=[k@0 as k], aggr=[count(*), sum(i@1), avg(d@2), min(d@2) FILTER (WHERE i@1 < 3)]");
    assertThat(partial.schema().fields())
        .containsExactly(
            new Field("k", DataType.BIGINT, false),
            new Field("count-1", DataType.BIGINT, false),
            new Field("sum1", DataType.BIGINT, true),
            new Field("avg2[sum]", DataType.decimal(38, 2), true),
            new Field("avg2[count]", DataType.BIGINT, false),
            new Field("min2", DataType.decimal(15, 2), true));
    AggregateExec single = aggregate(AggregateMode.SINGLE, input, List.of(0), cases);
    assertThat(single.schema().fields())
        .containsExactly(
            new Field("k", DataType.BIGINT, false),
            new Field("count-1", DataType.BIGINT, false),
            new Field("sum1", DataType.BIGINT, true),
            new Field("avg2", DataType.DOUBLE, true),
            new Field("min2", DataType.decimal(15, 2), true));
    assertThat(single.properties().partitioning()).isEqualTo(new Partitioning.Unknown(2));
    input.withPartitioning(new Partitioning.Hash(List.of(column(schema, 0)), 2));
    assertThat(single.properties().partitioning())
        .isEqualTo(new Partitioning.Hash(List.of(column(schema, 0)), 2));
  }
}
