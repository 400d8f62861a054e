package io.sluice.operator.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.PhysicalExpression;
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
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NestedLoopJoinExecTest {
  private static final Schema ALL = BatchGenerator.allTypes();
  private static final int INTEGER = 1;

  /** A condition, and what it means. */
  private record Condition(
      Optional<PhysicalExpression> expression, JoinReference.Condition reference) {}

  private static ColumnExpression column(int index, int shift) {
    Field field = ALL.field(index);
    return new ColumnExpression(field.name(), index + shift, field.type(), field.nullable());
  }

  private static PhysicalExpression compare(ComparisonOperator operator, int column) {
    return new ComparisonExpression(operator, column(column, 0), column(column, ALL.size()));
  }

  private static final JoinReference.Condition LESS = (left, right) ->
      left.get(INTEGER) instanceof Integer first && right.get(INTEGER) instanceof Integer second
          ? first < second
          : null;

  private static List<Condition> conditions() {
    PhysicalExpression less = compare(ComparisonOperator.LESS, INTEGER);
    List<Condition> conditions = new ArrayList<>(List.of(
        new Condition(Optional.empty(), (left, right) -> true),
        new Condition(Optional.of(less), LESS),
        new Condition(
            Optional.of(new LiteralExpression(Literal.of(false))), (left, right) -> false),
        new Condition(
            Optional.of(new LiteralExpression(Literal.ofNull(DataType.BOOLEAN))),
            (left, right) -> null)));
    for (int column = 0; column < ALL.size(); column++) {
      JoinReference.Condition equality = JoinReference.equality(column, column);
      PhysicalExpression equal = compare(ComparisonOperator.EQUAL, column);
      conditions.add(new Condition(Optional.of(equal), equality));
      conditions.add(new Condition(
          Optional.of(new LogicalExpression(LogicalOperator.AND, List.of(equal, less))),
          equality.and(LESS)));
    }
    return conditions;
  }

  private static BatchesExec input(
      int seed, Encoding encoding, int distinct, int partitions, int rows, int batchSize) {
    return new BatchesExec(
        ALL,
        new BatchGenerator(ALL, seed)
            .withEncoding(encoding)
            .withDistinctCount(distinct)
            .partitions(partitions, rows, batchSize));
  }

  private static List<List<@Nullable Object>> rows(BatchesExec input) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < input.partitionCount(); i++) {
      rows.addAll(input.rows(i));
    }
    return rows;
  }

  private static void check(
      JoinType type, Condition condition, BatchesExec left, BatchesExec right, int batchSize) {
    NestedLoopJoinExec plan = new NestedLoopJoinExec(type, condition.expression(), left, right);
    List<List<@Nullable Object>> expected = JoinReference.rows(
        type, rows(left), rows(right), condition.reference(), ALL.size(), ALL.size());
    for (int threads : new int[] {1, 3}) {
      try (TestTaskContext context =
          TestTaskContext.builder().batchSize(batchSize).threads(threads).build()) {
        assertThat(JoinReference.counted(PlanRunner.rows(plan, context)))
            .as("%s in batches of %s on %s threads", plan.displayAs(), batchSize, threads)
            .isEqualTo(JoinReference.counted(expected));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void triesEveryRowWithEveryOther(JoinType type) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      for (int partitions : new int[] {1, 3}) {
        BatchesExec left = input(31, Encoding.MIXED, 6, 1, 25, batchSize);
        BatchesExec right = input(32, Encoding.MIXED, 6, partitions, 12, batchSize);
        for (Condition condition : conditions()) {
          check(type, condition, left, right, batchSize);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void readsEveryEncoding(JoinType type) {
    for (Encoding encoding : Encoding.values()) {
      BatchesExec left = input(33, encoding, 4, 1, 20, 7);
      BatchesExec right = input(34, encoding, 4, 2, 20, 7);
      for (Condition condition : conditions()) {
        check(type, condition, left, right, 7);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void anEmptySideGivesWhatTheTypeKeeps(JoinType type) {
    BatchesExec none = new BatchesExec(ALL, List.of(List.of()));
    BatchesExec nothing = new BatchesExec(ALL, List.of(List.of(), List.of()));
    BatchesExec one = input(35, Encoding.FLAT, 5, 1, 20, 8);
    BatchesExec two = input(36, Encoding.FLAT, 5, 2, 20, 8);
    for (Condition condition : conditions()) {
      check(type, condition, none, two, 8);
      check(type, condition, one, nothing, 8);
      check(type, condition, none, nothing, 8);
    }
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void outputBatchesAreNoLongerThanAsked(JoinType type) {
    BatchesExec left = input(37, Encoding.FLAT, 3, 1, 60, 20);
    BatchesExec right = input(38, Encoding.FLAT, 3, 1, 60, 7);
    for (Condition condition : conditions()) {
      NestedLoopJoinExec plan = new NestedLoopJoinExec(type, condition.expression(), left, right);
      try (TestTaskContext context = TestTaskContext.ofBatchSize(7)) {
        RecordBatchStream stream = plan.execute(0, context);
        for (Poll poll = stream.poll(); !(poll instanceof Poll.End); poll = stream.poll()) {
          if (poll instanceof Poll.Ready ready) {
            assertThat(ready.batch().rowCount()).isBetween(1, 7);
          } else {
            context.runUntilQuiet();
          }
        }
        stream.close();
        context.runUntilQuiet();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void aRetainedBatchStaysAsItWas(JoinType type) {
    BatchesExec left = input(39, Encoding.MIXED, 4, 1, 50, 50);
    BatchesExec right = input(40, Encoding.MIXED, 4, 1, 60, 20);
    NestedLoopJoinExec plan = new NestedLoopJoinExec(
        type, Optional.of(compare(ComparisonOperator.EQUAL, 6)), left, right);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      RecordBatchStream stream = plan.execute(0, context);
      List<RecordBatch> retained = new ArrayList<>();
      List<List<List<@Nullable Object>>> rows = new ArrayList<>();
      for (Poll poll = stream.poll(); !(poll instanceof Poll.End); poll = stream.poll()) {
        if (poll instanceof Poll.Ready ready) {
          retained.add(ready.batch().retain());
          rows.add(ready.batch().rows());
        } else {
          context.runUntilQuiet();
        }
      }
      stream.close();
      context.runUntilQuiet();
      assertThat(retained.stream().map(RecordBatch::rows).toList()).isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void closesEarlyAtAnyTime(JoinType type) {
    BatchesExec left = input(41, Encoding.MIXED, 5, 1, 40, 10);
    BatchesExec right = input(42, Encoding.MIXED, 5, 3, 40, 10);
    for (Condition condition : conditions()) {
      NestedLoopJoinExec plan = new NestedLoopJoinExec(type, condition.expression(), left, right);
      for (long rowLimit : new long[] {0, 1, 20}) {
        try (TestTaskContext context = TestTaskContext.ofBatchSize(5)) {
          PlanRunner.firstRows(plan, context, rowLimit);
          context.runUntilQuiet();
          assertThat(context.memory().reservedBytes()).isZero();
        }
      }
    }
  }

  @Test
  void failuresOfEitherInputComeOut() {
    SluiceException failure = new SluiceException(ErrorCode.IO_ERROR, "as asked");
    for (JoinType type : JoinType.values()) {
      BatchesExec left = input(43, Encoding.FLAT, 5, 1, 50, 10);
      BatchesExec right = input(44, Encoding.FLAT, 5, 2, 50, 10);
      NestedLoopJoinExec plan = new NestedLoopJoinExec(type, Optional.empty(), left, right);
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
  void aBuildSideTooLargeFailsWithResourcesAndGivesEverythingBack() {
    BatchesExec left = input(45, Encoding.FLAT, 50, 1, 5000, 500);
    BatchesExec right = input(46, Encoding.FLAT, 50, 3, 100, 500);
    NestedLoopJoinExec plan = new NestedLoopJoinExec(JoinType.INNER, Optional.empty(), left, right);
    try (TestTaskContext context =
        TestTaskContext.builder().batchSize(500).memoryBytes(300_000).build()) {
      assertThatThrownBy(() -> PlanRunner.rows(plan, context))
          .isInstanceOfSatisfying(
              SluiceException.class,
              thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.MEMORY_LIMIT));
    }
  }

  @Test
  void showsItselfAndDeclaresItsColumns() {
    Schema schema = Schema.of(new Field("a", DataType.BIGINT, false));
    BatchesExec left = new BatchesExec(schema, List.of(List.of()));
    BatchesExec right = new BatchesExec(schema, List.of(List.of(), List.of()));
    ColumnExpression first = new ColumnExpression("a", 0, DataType.BIGINT, false);
    ColumnExpression second = new ColumnExpression("a", 1, DataType.BIGINT, false);
    NestedLoopJoinExec plan = new NestedLoopJoinExec(
        JoinType.FULL,
        Optional.of(new ComparisonExpression(ComparisonOperator.LESS, first, second)),
        left,
        right);
    assertThat(plan.displayAs()).isEqualTo("NestedLoopJoinExec: join_type=Full, filter=a@0 < a@1");
    assertThat(plan.schema().fields()).extracting(Field::nullable).containsExactly(true, true);
    assertThat(plan.properties().partitioning()).isEqualTo(new Partitioning.Unknown(2));
    assertThat(new NestedLoopJoinExec(JoinType.INNER, Optional.empty(), left, right).displayAs())
        .isEqualTo("NestedLoopJoinExec: join_type=Inner");
    assertThatThrownBy(
            () -> new NestedLoopJoinExec(JoinType.INNER, Optional.of(first), left, right))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
