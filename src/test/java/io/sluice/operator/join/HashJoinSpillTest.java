package io.sluice.operator.join;

import static io.sluice.operator.join.HashJoinCases.ALL;
import static io.sluice.operator.join.HashJoinCases.column;
import static io.sluice.operator.join.HashJoinCases.input;
import static io.sluice.operator.join.HashJoinCases.join;
import static io.sluice.operator.join.HashJoinCases.testCase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.operator.join.HashJoinCases.Case;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.join.match.JoinType;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins in less memory than their build sides need. */
class HashJoinSpillTest {
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
}
