package io.sluice.operator.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.SortField;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.RowOrdering;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortExecTest {
  private static final Schema SCHEMA = BatchGenerator.allTypes();

  private static Schema notNull(Schema schema) {
    List<Field> fields = new ArrayList<>();
    schema.fields().forEach(field -> fields.add(field.withNullable(false)));
    return new Schema(fields);
  }

  private static void assertSorted(
      List<List<Object>> actual, List<List<Object>> input, List<SortField> fields, long fetch) {
    Comparator<List<Object>> order = RowOrdering.comparator(fields);
    List<List<Object>> expected = new ArrayList<>(input);
    expected.sort(order);
    expected = expected.subList(0, (int) Math.min(fetch, expected.size()));
    assertThat(actual).hasSize(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      if (order.compare(actual.get(i), expected.get(i)) != 0) {
        throw new AssertionError("row " + i + " is " + actual.get(i) + ", not " + expected.get(i));
      }
    }
    if (fetch >= input.size()) {
      assertThat(RowOrdering.counts(actual)).isEqualTo(RowOrdering.counts(input));
    } else {
      assertThat(RowOrdering.counts(input).keySet()).containsAll(actual);
    }
  }

  private static TestTaskContext context(int batchSize, long runRows) {
    return TestTaskContext.builder()
        .batchSize(batchSize)
        .option(SessionOptions.SORT_RUN_ROWS, runRows)
        .build();
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void rowsComeInOrderByEachType(Encoding encoding) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      for (Schema schema : List.of(SCHEMA, notNull(SCHEMA))) {
        BatchesExec leaf = new BatchesExec(
            schema,
            new BatchGenerator(schema, batchSize)
                .withEncoding(encoding)
                .partitions(2, 300, batchSize));
        for (int column = 0; column < schema.size(); column++) {
          int direction = column + batchSize;
          List<SortField> fields =
              List.of(RowOrdering.field(schema, column, direction % 2 == 0, direction % 3 == 0));
          for (long runRows : new long[] {40, 1 << 20}) {
            ExecutionPlan plan = new SortExec(fields, OptionalLong.empty(), true, leaf);
            try (TestTaskContext context = context(batchSize, runRows)) {
              List<List<List<Object>>> result = PlanRunner.partitions(plan, context);
              for (int p = 0; p < 2; p++) {
                assertSorted(result.get(p), leaf.rows(p), fields, Long.MAX_VALUE);
              }
            }
          }
        }
      }
    }
  }

  @Property(tries = 150)
  void rowsComeInOrderBySeveralFields(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3_000) int rowCount,
      @ForAll @IntRange(min = 1, max = 2_000) int distinctCount,
      @ForAll @IntRange(min = 1, max = 4_000) int runRows,
      @ForAll @IntRange(min = -1, max = 3_500) int fetchOrNone) {
    Random random = new Random(seed);
    List<SortField> fields = new ArrayList<>();
    int fieldCount = 1 + random.nextInt(3);
    for (int i = 0; i < fieldCount; i++) {
      fields.add(RowOrdering.field(
          SCHEMA, random.nextInt(SCHEMA.size()), random.nextBoolean(), random.nextBoolean()));
    }
    BatchesExec leaf = new BatchesExec(
        SCHEMA,
        new BatchGenerator(SCHEMA, seed)
            .withDistinctCount(distinctCount)
            .partitions(1, rowCount, 1 + random.nextInt(500)));
    OptionalLong fetch = fetchOrNone < 0 ? OptionalLong.empty() : OptionalLong.of(fetchOrNone);
    ExecutionPlan plan = new SortExec(fields, fetch, false, leaf);
    try (TestTaskContext context = context(1 + random.nextInt(300), runRows)) {
      assertSorted(
          PlanRunner.rows(plan, context), leaf.rows(), fields, fetch.orElse(Long.MAX_VALUE));
    }
  }

  @Test
  void textsWithLongCommonPrefixesAreOrdered() {
    Schema schema = Schema.of(SCHEMA.field(3));
    List<List<Object>> rows = new ArrayList<>();
    Random random = new Random(1);
    FlatVector vector = FlatVector.create(schema.type(0), 5_000);
    for (int i = 0; i < 5_000; i++) {
      String tail = switch (random.nextInt(3)) {
        case 0 -> "\u0000".repeat(random.nextInt(20));
        case 1 -> "x".repeat(random.nextInt(300));
        default -> Integer.toString(random.nextInt(50));
      };
      String text = random.nextInt(10) == 0 ? tail : "the same beginning of all" + tail;
      vector.appendValue(text);
      rows.add(List.of(text));
    }
    RecordBatch batch = RecordBatch.of(schema, 5_000, vector);
    for (boolean descending : new boolean[] {true, false}) {
      List<SortField> fields = List.of(RowOrdering.field(schema, 0, descending, false));
      ExecutionPlan plan =
          new SortExec(fields, OptionalLong.empty(), false, BatchesExec.of(schema, batch));
      try (TestTaskContext context = context(1_000, 1 << 20)) {
        assertSorted(PlanRunner.rows(plan, context), rows, fields, Long.MAX_VALUE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 10, 100_000})
  void theFirstRowsTakeNoMoreMemoryThanTheyNeed(long fetch) {
    List<RecordBatch> batches = new ArrayList<>();
    BatchGenerator generator =
        new BatchGenerator(SCHEMA, 3).withoutEdgeValues().withDistinctCount(1_000_000);
    for (int i = 0; i < 50; i++) {
      batches.add(generator.batch(1_000));
    }
    BatchesExec leaf = new BatchesExec(SCHEMA, List.of(batches));
    List<SortField> fields = List.of(
        RowOrdering.field(SCHEMA, 0, true, false), RowOrdering.field(SCHEMA, 3, false, true));
    ExecutionPlan plan = new SortExec(fields, OptionalLong.of(fetch), false, leaf);
    try (TestTaskContext context = TestTaskContext.builder()
        .batchSize(1_000)
        .memoryBytes(fetch > 1_000 ? 1L << 30 : 2_000_000)
        .build()) {
      assertSorted(PlanRunner.rows(plan, context), leaf.rows(), fields, fetch);
    }
  }

  @Test
  void anEmptyInputGivesNoRows() {
    List<SortField> fields = List.of(RowOrdering.field(SCHEMA, 0, true, false));
    for (OptionalLong fetch : List.of(OptionalLong.empty(), OptionalLong.of(5))) {
      ExecutionPlan plan = new SortExec(fields, fetch, false, BatchesExec.of(SCHEMA));
      try (TestTaskContext context = context(10, 10)) {
        assertThat(PlanRunner.rows(plan, context)).isEmpty();
      }
    }
  }

  @Property(tries = 12)
  void spillingChangesNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 2_000) int distinctCount,
      @ForAll @IntRange(min = 100, max = 7_000) int runRows,
      @ForAll boolean hasFetch) {
    Random random = new Random(seed);
    List<SortField> fields = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      fields.add(RowOrdering.field(
          SCHEMA, random.nextInt(SCHEMA.size()), random.nextBoolean(), random.nextBoolean()));
    }
    BatchesExec leaf = new BatchesExec(
        SCHEMA,
        new BatchGenerator(SCHEMA, seed)
            .withDistinctCount(distinctCount)
            .partitions(1 + random.nextInt(3), 8_000, 1 + random.nextInt(900)));
    OptionalLong fetch = hasFetch ? OptionalLong.of(runRows + 500L) : OptionalLong.empty();
    ExecutionPlan plan = new SortExec(fields, fetch, true, leaf);
    try (TestTaskContext context = TestTaskContext.builder()
        .seed(seed)
        .batchSize(20 + random.nextInt(900))
        .option(SessionOptions.SORT_RUN_ROWS, (long) runRows)
        .memoryBytes(200_000 + random.nextInt(200_000))
        .build()) {
      List<List<List<Object>>> result = PlanRunner.partitions(plan, context);
      for (int p = 0; p < result.size(); p++) {
        assertSorted(result.get(p), leaf.rows(p), fields, fetch.orElse(Long.MAX_VALUE));
      }
      assertThat(context.spillDirectory().spilledFiles())
          .as("spilled files")
          .isGreaterThan(result.size());
    }
  }

  @Test
  void spillingThatIsInterruptedLeavesNothing() {
    List<SortField> fields = List.of(RowOrdering.field(SCHEMA, 0, true, false));
    for (int polls = 1; polls < 2_000; polls = polls * 3 / 2 + 1) {
      BatchesExec leaf =
          new BatchesExec(SCHEMA, new BatchGenerator(SCHEMA, 1).partitions(1, 10_000, 200));
      try (TestTaskContext context =
          TestTaskContext.builder().batchSize(200).memoryBytes(200_000).build()) {
        RecordBatchStream stream =
            new SortExec(fields, OptionalLong.empty(), false, leaf).execute(0, context);
        for (int i = 0; i < polls; i++) {
          if (stream.poll() instanceof Poll.End) {
            break;
          }
          if (i % 2 == 0) {
            context.runUntilQuiet();
          }
        }
        stream.close();
        context.runUntilQuiet();
        assertThat(context.memory().reservedBytes()).isZero();
        assertThat(context.spillDirectory().heldBytes()).isZero();
      }
    }
  }

  @Test
  void tooLittleMemoryForTheFirstRowsFailsByName() {
    BatchesExec leaf =
        new BatchesExec(SCHEMA, new BatchGenerator(SCHEMA, 1).partitions(1, 5_000, 500));
    List<SortField> fields = List.of(RowOrdering.field(SCHEMA, 0, true, false));
    ExecutionPlan plan = new SortExec(fields, OptionalLong.of(4_000), false, leaf);
    try (TestTaskContext context =
        TestTaskContext.builder().batchSize(500).memoryBytes(200_000).build()) {
      assertThatThrownBy(() -> PlanRunner.rows(plan, context))
          .isInstanceOfSatisfying(SluiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT);
            assertThat(e).hasMessageContaining("SortExec");
          });
    }
  }

  @Test
  void memoryIsGivenBackWheneverTheStreamIsClosed() {
    List<SortField> fields = List.of(RowOrdering.field(SCHEMA, 0, true, false));
    for (OptionalLong fetch : List.of(OptionalLong.empty(), OptionalLong.of(50))) {
      for (int polls : new int[] {0, 1, 3, 20, 60}) {
        BatchesExec leaf =
            new BatchesExec(SCHEMA, new BatchGenerator(SCHEMA, 1).partitions(1, 500, 20));
        try (TestTaskContext context = context(20, 100)) {
          RecordBatchStream stream = new SortExec(fields, fetch, false, leaf).execute(0, context);
          for (int i = 0; i < polls; i++) {
            if (stream.poll() instanceof Poll.End) {
              break;
            }
          }
          stream.close();
          assertThat(context.memory().reservedBytes()).isZero();
          context.runUntilQuiet();
        }
      }
    }
  }

  @Test
  void anErrorOfTheInputComesThrough() {
    SluiceException cause = new SluiceException(ErrorCode.DIVISION_BY_ZERO, "as asked");
    BatchesExec leaf = new BatchesExec(SCHEMA, new BatchGenerator(SCHEMA, 1).partitions(1, 50, 20))
        .failing(0, cause);
    List<SortField> fields = List.of(RowOrdering.field(SCHEMA, 0, true, false));
    try (TestTaskContext context = context(20, 100)) {
      ExecutionPlan plan = new SortExec(fields, OptionalLong.empty(), false, leaf);
      assertThatThrownBy(() -> PlanRunner.rows(plan, context)).isSameAs(cause);
    }
  }
}
