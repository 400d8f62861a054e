package io.sluice.operator.join;

import static io.sluice.operator.join.HashJoinCases.ALL;
import static io.sluice.operator.join.HashJoinCases.check;
import static io.sluice.operator.join.HashJoinCases.column;
import static io.sluice.operator.join.HashJoinCases.input;
import static io.sluice.operator.join.HashJoinCases.join;
import static io.sluice.operator.join.HashJoinCases.testCase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.operator.join.HashJoinCases.Case;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.join.match.JoinType;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HashJoinExecTest {
  private static final int WIDTH = ALL.size();
  private static final List<JoinType> COLLECTING = List.of(
      JoinType.INNER,
      JoinType.RIGHT,
      JoinType.RIGHT_SEMI,
      JoinType.RIGHT_ANTI,
      JoinType.RIGHT_MARK);

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
