package io.sluice.operator.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HashJoinExecTest {
  private static final Schema ALL = BatchGenerator.allTypes();
  private static final int INTEGER = 1;
  private static final int WIDTH = ALL.size();
  private static final List<JoinType> COLLECTING = List.of(
      JoinType.INNER,
      JoinType.RIGHT,
      JoinType.RIGHT_SEMI,
      JoinType.RIGHT_ANTI,
      JoinType.RIGHT_MARK);

  /** What is joined, and the rows that must come of it. */
  private record Case(HashJoinExec plan, Map<List<@Nullable Object>, Integer> expected) {}

  private static ColumnExpression column(Schema schema, int index, int shift) {
    Field field = schema.field(index);
    return new ColumnExpression(field.name(), index + shift, field.type(), field.nullable());
  }

  private static HashJoinExec join(
      JoinMode mode,
      JoinType type,
      int[][] on,
      boolean isFiltered,
      ExecutionPlan left,
      ExecutionPlan right) {
    List<JoinKey> keys = new ArrayList<>();
    for (int[] pair : on) {
      keys.add(new JoinKey(column(left.schema(), pair[0], 0), column(right.schema(), pair[1], 0)));
    }
    // Left INTEGER < right INTEGER.
    Optional<PhysicalExpression> filter = isFiltered
        ? Optional.of(new ComparisonExpression(
            ComparisonOperator.LESS,
            column(left.schema(), INTEGER, 0),
            column(right.schema(), INTEGER, left.schema().size())))
        : Optional.empty();
    return new HashJoinExec(mode, type, keys, filter, left, right);
  }

  private static final JoinReference.Condition LESS = (left, right) ->
      left.get(INTEGER) instanceof Integer first && right.get(INTEGER) instanceof Integer second
          ? first < second
          : null;

  /** Keys that are unknown are no partners; an unknown filter is told. */
  private static JoinReference.Condition condition(int[][] on, boolean isFiltered) {
    JoinReference.Condition condition = (left, right) -> true;
    for (int[] pair : on) {
      condition = condition.and(JoinReference.equality(pair[0], pair[1]).isTrue());
    }
    return isFiltered ? condition.and(LESS) : condition;
  }

  /** Partition i joins partition i, or the only left one joins all. */
  private static Case testCase(
      JoinMode mode,
      JoinType type,
      int[][] on,
      boolean isFiltered,
      BatchesExec left,
      BatchesExec right) {
    return testCase(
        join(mode, type, on, isFiltered, left, right), condition(on, isFiltered), left, right);
  }

  private static Case testCase(
      HashJoinExec plan, JoinReference.Condition condition, BatchesExec left, BatchesExec right) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < right.partitionCount(); i++) {
      rows.addAll(JoinReference.rows(
          plan.type(),
          left.rows(plan.mode() == JoinMode.COLLECT_LEFT ? 0 : i),
          right.rows(i),
          condition,
          left.schema().size(),
          right.schema().size()));
    }
    return new Case(plan, JoinReference.counted(rows));
  }

  private static void check(Case test, int batchSize) {
    try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
      assertThat(JoinReference.counted(PlanRunner.rows(test.plan(), context)))
          .as("%s in batches of %s", test.plan().displayAs(), batchSize)
          .isEqualTo(test.expected());
    }
  }

  private static BatchesExec input(
      int seed, Encoding encoding, int partitions, int rows, int batchSize) {
    return new BatchesExec(
        ALL,
        new BatchGenerator(ALL, seed)
            .withEncoding(encoding)
            .partitions(partitions, rows, batchSize));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void joinsOnEveryTypeInEveryEncoding(Encoding encoding) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      BatchesExec left = input(1, encoding, 1, 60, batchSize);
      BatchesExec right = input(2, Encoding.MIXED, 1, 80, batchSize);
      for (JoinType type : JoinType.values()) {
        for (int key = 0; key < WIDTH; key++) {
          check(
              testCase(JoinMode.PARTITIONED, type, new int[][] {{key, key}}, false, left, right),
              batchSize);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void joinsOnSeveralKeysWithAndWithoutACondition(JoinType type) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      BatchesExec left = new BatchesExec(
          ALL, new BatchGenerator(ALL, 3).withDistinctCount(6).partitions(3, 70, batchSize));
      BatchesExec right = new BatchesExec(
          ALL, new BatchGenerator(ALL, 4).withDistinctCount(6).partitions(3, 90, batchSize));
      for (int[][] on : List.of(
          new int[][] {{0, 0}},
          new int[][] {{3, 3}, {6, 6}},
          new int[][] {{8, 8}, {1, 1}},
          new int[][] {{0, 0}, {2, 2}, {3, 3}})) {
        for (boolean isFiltered : new boolean[] {false, true}) {
          check(testCase(JoinMode.PARTITIONED, type, on, isFiltered, left, right), batchSize);
        }
      }
    }
  }

  @Test
  void collectsTheLeftSideOnceForAllPartitions() {
    for (JoinType type : COLLECTING) {
      for (int batchSize : new int[] {1, 7, 8192}) {
        for (int partitions : new int[] {1, 3}) {
          BatchesExec left = input(5, Encoding.MIXED, 1, 50, batchSize);
          BatchesExec right = input(6, Encoding.MIXED, partitions, 60, batchSize);
          for (int key : new int[] {0, 3}) {
            for (boolean isFiltered : new boolean[] {false, true}) {
              Case test = testCase(
                  JoinMode.COLLECT_LEFT, type, new int[][] {{key, key}}, isFiltered, left, right);
              check(test, batchSize);
              try (TestTaskContext context =
                  TestTaskContext.builder().batchSize(batchSize).threads(3).build()) {
                assertThat(JoinReference.counted(PlanRunner.rows(test.plan(), context)))
                    .isEqualTo(test.expected());
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void nullEqualsNullWhereTheKeySaysSo(JoinType type) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      BatchesExec left = new BatchesExec(
          ALL, new BatchGenerator(ALL, 24).withDistinctCount(5).partitions(2, 60, batchSize));
      BatchesExec right = new BatchesExec(
          ALL, new BatchGenerator(ALL, 25).withDistinctCount(5).partitions(2, 70, batchSize));
      for (int first = 0; first < WIDTH; first++) {
        int second = (first + 1) % WIDTH;
        List<JoinKey> keys = List.of(
            new JoinKey(column(ALL, first, 0), column(ALL, first, 0), true),
            new JoinKey(column(ALL, second, 0), column(ALL, second, 0)));
        for (int count : new int[] {1, 2}) {
          HashJoinExec plan = new HashJoinExec(
              JoinMode.PARTITIONED, type, keys.subList(0, count), Optional.empty(), left, right);
          JoinReference.Condition condition = JoinReference.sameness(first, first);
          check(
              testCase(
                  plan,
                  count == 1
                      ? condition
                      : condition.and(JoinReference.equality(second, second).isTrue()),
                  left,
                  right),
              batchSize);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = JoinType.class,
      names = {"RIGHT_ANTI", "RIGHT_MARK"})
  void aNullAwareJoinTellsUnknownFromFalse(JoinType type) {
    Schema nullable = Schema.of(new Field("k", DataType.INTEGER, true));
    Schema complete = Schema.of(new Field("k", DataType.INTEGER, false));
    for (Schema leftSchema : List.of(nullable, complete)) {
      for (Schema rightSchema : List.of(nullable, complete)) {
        for (int leftRows : new int[] {0, 1, 40}) {
          for (int batchSize : new int[] {1, 7, 8192}) {
            BatchesExec left = new BatchesExec(
                leftSchema,
                new BatchGenerator(leftSchema, 26)
                    .withDistinctCount(9)
                    .partitions(1, leftRows, batchSize));
            BatchesExec right = new BatchesExec(
                rightSchema,
                new BatchGenerator(rightSchema, 27)
                    .withDistinctCount(12)
                    .partitions(3, 50, batchSize));
            HashJoinExec plan = new HashJoinExec(
                JoinMode.COLLECT_LEFT,
                type,
                List.of(new JoinKey(column(leftSchema, 0, 0), column(rightSchema, 0, 0))),
                Optional.empty(),
                true,
                left,
                right);
            JoinReference.Condition equality = JoinReference.equality(0, 0);
            check(
                testCase(
                    plan,
                    type == JoinType.RIGHT_ANTI ? equality.isNotFalse() : equality,
                    left,
                    right),
                batchSize);
          }
        }
      }
    }
  }

  @Test
  void onlyAJoinThatSeesTheWholeBuildSideIsNullAware() {
    BatchesExec none = new BatchesExec(ALL, List.of(List.of()));
    List<JoinKey> on = List.of(new JoinKey(column(ALL, 0, 0), column(ALL, 0, 0)));
    for (JoinType type : JoinType.values()) {
      assertThatThrownBy(() ->
              new HashJoinExec(JoinMode.PARTITIONED, type, on, Optional.empty(), true, none, none))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new HashJoinExec(
            JoinMode.COLLECT_LEFT, JoinType.RIGHT_SEMI, on, Optional.empty(), true, none, none))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void aRowWithManyPartnersFillsManyBatches(JoinType type) {
    BatchesExec left = new BatchesExec(
        ALL, new BatchGenerator(ALL, 7).withDistinctCount(2).partitions(1, 300, 50));
    BatchesExec right =
        new BatchesExec(ALL, new BatchGenerator(ALL, 8).withDistinctCount(2).partitions(1, 40, 50));
    for (boolean isFiltered : new boolean[] {false, true}) {
      Case test =
          testCase(JoinMode.PARTITIONED, type, new int[][] {{7, 7}}, isFiltered, left, right);
      for (int batchSize : new int[] {1, 7, 64}) {
        check(test, batchSize);
      }
      try (TestTaskContext context = TestTaskContext.ofBatchSize(7)) {
        RecordBatchStream stream = test.plan().execute(0, context);
        for (Poll poll = stream.poll(); !(poll instanceof Poll.End); poll = stream.poll()) {
          if (poll instanceof Poll.Ready ready) {
            // A probe row that is given at most once is given in the batch it came in.
            boolean isOfRight = type.hasRightColumns() && !type.hasPairs();
            assertThat(ready.batch().rowCount()).isBetween(1, isOfRight ? 40 : 7);
          }
        }
        stream.close();
        context.runUntilQuiet();
      }
    }
  }

  @Test
  void anEmptySideGivesWhatTheTypeKeeps() {
    BatchesExec none = new BatchesExec(ALL, List.of(List.of()));
    BatchesExec some = input(9, Encoding.MIXED, 1, 100, 16);
    for (JoinType type : JoinType.values()) {
      for (boolean isFiltered : new boolean[] {false, true}) {
        check(
            testCase(JoinMode.PARTITIONED, type, new int[][] {{0, 0}}, isFiltered, none, some), 16);
        check(
            testCase(JoinMode.PARTITIONED, type, new int[][] {{0, 0}}, isFiltered, some, none), 16);
      }
    }
    BatchesExec unread = input(10, Encoding.FLAT, 1, 100, 16);
    HashJoinExec inner =
        join(JoinMode.PARTITIONED, JoinType.INNER, new int[][] {{0, 0}}, false, none, unread);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(16)) {
      assertThat(PlanRunner.rows(inner, context)).isEmpty();
    }
    assertThat(unread.batchesGiven()).isZero();
  }

  @Test
  void findsManyKeysCloseTogetherAndFarApart() {
    Schema schema = Schema.of(
        new Field("id", DataType.BIGINT, false),
        new Field("number", DataType.INTEGER, false),
        new Field("name", DataType.VARCHAR, false));
    BatchesExec left = new BatchesExec(
        schema, new BatchGenerator(schema, 22).withDistinctCount(2000).partitions(1, 1000, 200));
    BatchesExec right = new BatchesExec(
        schema, new BatchGenerator(schema, 23).withDistinctCount(2500).partitions(1, 1200, 200));
    for (int[][] on :
        List.of(new int[][] {{0, 0}}, new int[][] {{1, 1}}, new int[][] {{2, 2}}, new int[][] {
          {1, 1}, {2, 2}
        })) {
      for (JoinType type : JoinType.values()) {
        check(testCase(JoinMode.PARTITIONED, type, on, false, left, right), 500);
      }
    }
  }

  private static TestTaskContext tinyMemory(long seed, int batchSize) {
    return TestTaskContext.builder()
        .seed(seed)
        .batchSize(batchSize)
        .memoryBytes(400_000)
        .build();
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void spillingChangesNothing(JoinType type) {
    for (long seed = 1; seed <= 3; seed++) {
      BatchesExec left = new BatchesExec(
          ALL, new BatchGenerator(ALL, seed).withDistinctCount(500).partitions(1, 6_000, 230));
      BatchesExec right = new BatchesExec(
          ALL, new BatchGenerator(ALL, -seed).withDistinctCount(500).partitions(1, 400, 90));
      for (int[][] on : List.of(new int[][] {{2, 2}}, new int[][] {{3, 3}, {0, 0}})) {
        for (boolean isFiltered : new boolean[] {false, true}) {
          Case test = testCase(JoinMode.PARTITIONED, type, on, isFiltered, left, right);
          try (TestTaskContext context = tinyMemory(seed, 300)) {
            assertThat(JoinReference.counted(PlanRunner.rows(test.plan(), context)))
                .as("%s, seed %s", test.plan().displayAs(), seed)
                .isEqualTo(test.expected());
            if (type.hasLeftColumns() || isFiltered) {
              assertThat(context.spillDirectory().spilledFiles()).isPositive();
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void spilledKeysMayBeNullAndEqual(JoinType type) {
    BatchesExec left = new BatchesExec(
        ALL,
        new BatchGenerator(ALL, 5)
            .withNullFraction(0.05)
            .withDistinctCount(900)
            .partitions(1, 30_000, 500));
    BatchesExec right = new BatchesExec(
        ALL,
        new BatchGenerator(ALL, 6)
            .withNullFraction(0.05)
            .withDistinctCount(900)
            .partitions(1, 40, 20));
    JoinKey number = new JoinKey(column(ALL, 2, 0), column(ALL, 2, 0), true);
    JoinKey text = new JoinKey(column(ALL, 3, 0), column(ALL, 3, 0), true);
    HashJoinExec plan = new HashJoinExec(
        JoinMode.PARTITIONED, type, List.of(number, text), Optional.empty(), left, right);
    Case test = testCase(
        plan,
        (first, second) -> Objects.equals(first.get(2), second.get(2))
            && Objects.equals(first.get(3), second.get(3)),
        left,
        right);
    try (TestTaskContext context = tinyMemory(7, 400)) {
      assertThat(JoinReference.counted(PlanRunner.rows(plan, context))).isEqualTo(test.expected());
      assertThat(context.spillDirectory().spilledFiles()).isPositive();
    }
  }

  /** Left rows of one key, which no hash divides. */
  @ParameterizedTest
  @EnumSource(JoinType.class)
  void manyRowsOfOneKeyAreJoinedPieceByPiece(JoinType type) {
    BatchesExec left = new BatchesExec(
        ALL,
        new BatchGenerator(ALL, 8)
            .withDistinctCount(1)
            .withNullFraction(0)
            .partitions(1, 8_000, 300));
    BatchesExec right = new BatchesExec(
        ALL,
        new BatchGenerator(ALL, 8).withDistinctCount(1).withNullFraction(0).partitions(1, 6, 4));
    Case test = testCase(JoinMode.PARTITIONED, type, new int[][] {{2, 2}}, true, left, right);
    try (TestTaskContext context = tinyMemory(3, 300)) {
      if (PiecewiseJoinStream.canJoin(type)) {
        assertThat(JoinReference.counted(PlanRunner.rows(test.plan(), context)))
            .isEqualTo(test.expected());
      } else {
        assertThatThrownBy(() -> PlanRunner.rows(test.plan(), context))
            .isInstanceOfSatisfying(SluiceException.class, failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.MEMORY_LIMIT);
              assertThat(failure).hasMessageContaining("HashJoinExec build asked");
            });
      }
    }
  }

  @Test
  void spillingThatIsInterruptedLeavesNothing() {
    BatchesExec left = input(11, Encoding.FLAT, 1, 6_000, 300);
    BatchesExec right = input(12, Encoding.FLAT, 1, 3_000, 300);
    HashJoinExec plan =
        join(JoinMode.PARTITIONED, JoinType.FULL, new int[][] {{2, 2}}, false, left, right);
    for (int polls = 1; polls < 3_000; polls = polls * 2 + 1) {
      try (TestTaskContext context = tinyMemory(4, 300)) {
        RecordBatchStream stream = plan.execute(0, context);
        for (int i = 0; i < polls; i++) {
          if (stream.poll() instanceof Poll.End) {
            break;
          }
          context.runUntilQuiet();
        }
        stream.close();
        context.runUntilQuiet();
        assertThat(context.memory().reservedBytes()).isZero();
        assertThat(context.spillDirectory().heldBytes()).isZero();
      }
    }
  }

  @Test
  void aSharedBuildSideTooLargeFailsWithResourcesAndGivesEverythingBack() {
    BatchesExec left = input(11, Encoding.FLAT, 1, 5000, 500);
    BatchesExec right = input(12, Encoding.FLAT, 3, 100, 500);
    HashJoinExec plan =
        join(JoinMode.COLLECT_LEFT, JoinType.INNER, new int[][] {{0, 0}}, false, left, right);
    try (TestTaskContext context =
        TestTaskContext.builder().batchSize(500).memoryBytes(300_000).build()) {
      assertThatThrownBy(() -> PlanRunner.rows(plan, context))
          .isInstanceOfSatisfying(
              SluiceException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MEMORY_LIMIT));
    }
  }

  @Test
  void failuresOfEitherInputComeOut() {
    SluiceException failure = new SluiceException(ErrorCode.IO_ERROR, "as asked");
    for (JoinMode mode : JoinMode.values()) {
      BatchesExec left = input(13, Encoding.FLAT, mode == JoinMode.COLLECT_LEFT ? 1 : 2, 50, 10);
      BatchesExec right = input(14, Encoding.FLAT, 2, 50, 10);
      HashJoinExec plan = join(mode, JoinType.INNER, new int[][] {{0, 0}}, false, left, right);
      right.failing(1, failure);
      try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
        assertThatThrownBy(() -> PlanRunner.rows(plan, context)).isSameAs(failure);
      }
      left.failing(0, failure);
      try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
        assertThatThrownBy(() -> PlanRunner.rows(plan, context)).isSameAs(failure);
      }
    }
  }

  @Test
  void closesEarlyAtAnyTime() {
    for (JoinMode mode : JoinMode.values()) {
      for (boolean isFiltered : new boolean[] {false, true}) {
        BatchesExec left =
            input(15, Encoding.MIXED, mode == JoinMode.COLLECT_LEFT ? 1 : 3, 100, 10);
        BatchesExec right = input(16, Encoding.MIXED, 3, 100, 10);
        HashJoinExec plan =
            join(mode, JoinType.RIGHT, new int[][] {{1, 1}}, isFiltered, left, right);
        for (long rowLimit : new long[] {0, 1, 20}) {
          try (TestTaskContext context = TestTaskContext.ofBatchSize(5)) {
            PlanRunner.firstRows(plan, context, rowLimit);
            context.runUntilQuiet();
          }
        }
      }
    }
  }

  @Test
  void theSharedBuildSideIsGivenBackWithItsLastReader() {
    BatchesExec left = input(17, Encoding.MIXED, 1, 100, 10);
    BatchesExec right = input(18, Encoding.MIXED, 3, 100, 10);
    HashJoinExec plan =
        join(JoinMode.COLLECT_LEFT, JoinType.INNER, new int[][] {{0, 0}}, false, left, right);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      PlanRunner.rows(plan, context);
      context.runUntilQuiet();
      assertThat(context.isSpawnedWorkDone()).isTrue();
      assertThat(context.memory().reservedBytes()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void aRetainedBatchStaysAsItWas(JoinType type) {
    BatchesExec left = input(19, Encoding.MIXED, 1, 300, 50);
    BatchesExec right = input(20, Encoding.MIXED, 1, 300, 50);
    for (boolean isFiltered : new boolean[] {false, true}) {
      HashJoinExec plan =
          join(JoinMode.PARTITIONED, type, new int[][] {{6, 6}}, isFiltered, left, right);
      try (TestTaskContext context = TestTaskContext.ofBatchSize(50)) {
        RecordBatchStream stream = plan.execute(0, context);
        List<RecordBatch> retained = new ArrayList<>();
        List<List<List<@Nullable Object>>> rows = new ArrayList<>();
        for (Poll poll = stream.poll(); !(poll instanceof Poll.End); poll = stream.poll()) {
          if (poll instanceof Poll.Ready ready && retained.size() < 20) {
            retained.add(ready.batch().retain());
            rows.add(ready.batch().rows());
          }
        }
        stream.close();
        context.runUntilQuiet();
        assertThat(retained).isNotEmpty();
        assertThat(retained.stream().map(RecordBatch::rows).toList()).isEqualTo(rows);
      }
    }
  }

  @Test
  void showsItselfAndDeclaresItsColumns() {
    Schema leftSchema = Schema.of(new Field("a", DataType.BIGINT, false));
    Schema rightSchema =
        Schema.of(new Field("x", DataType.INTEGER, false), new Field("b", DataType.BIGINT, false));
    BatchesExec left = new BatchesExec(leftSchema, List.of(List.of(), List.of()))
        .withPartitioning(new Partitioning.Hash(List.of(column(leftSchema, 0, 0)), 2));
    BatchesExec right = new BatchesExec(rightSchema, List.of(List.of(), List.of()))
        .withPartitioning(new Partitioning.Hash(List.of(column(rightSchema, 1, 0)), 2));
    HashJoinExec inner =
        join(JoinMode.PARTITIONED, JoinType.INNER, new int[][] {{0, 1}}, false, left, right);
    assertThat(inner.displayAs())
        .isEqualTo("HashJoinExec: mode=Partitioned, join_type=Inner, on=[(a@0, b@1)]");
    assertThat(inner.properties().partitioning())
        .isEqualTo(new Partitioning.Hash(List.of(column(leftSchema, 0, 0)), 2));
    HashJoinExec outer =
        join(JoinMode.PARTITIONED, JoinType.RIGHT, new int[][] {{0, 1}}, false, left, right);
    assertThat(outer.schema().fields())
        .extracting(Field::nullable)
        .containsExactly(true, false, false);
    assertThat(outer.properties().partitioning())
        .isEqualTo(new Partitioning.Hash(List.of(column(rightSchema, 1, 1)), 2));
    assertThat(join(JoinMode.PARTITIONED, JoinType.LEFT, new int[][] {{0, 1}}, false, left, right)
            .schema()
            .fields())
        .extracting(Field::nullable)
        .containsExactly(false, true, true);
    assertThat(join(JoinMode.PARTITIONED, JoinType.FULL, new int[][] {{0, 1}}, false, left, right)
            .properties()
            .partitioning())
        .isEqualTo(new Partitioning.Unknown(2));
    assertThat(join(
                JoinMode.PARTITIONED, JoinType.LEFT_SEMI, new int[][] {{0, 1}}, false, left, right)
            .schema())
        .isEqualTo(leftSchema);
    HashJoinExec mark =
        join(JoinMode.PARTITIONED, JoinType.RIGHT_MARK, new int[][] {{0, 1}}, false, left, right);
    assertThat(mark.schema().fields()).extracting(Field::name).containsExactly("x", "b", "mark");
    assertThat(mark.properties().partitioning())
        .isEqualTo(new Partitioning.Hash(List.of(column(rightSchema, 1, 0)), 2));
    for (JoinType type : JoinType.values()) {
      if (!COLLECTING.contains(type)) {
        assertThatThrownBy(() ->
                join(JoinMode.COLLECT_LEFT, type, new int[][] {{0, 1}}, false, left, right))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
