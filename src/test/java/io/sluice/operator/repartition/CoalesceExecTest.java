package io.sluice.operator.repartition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.RowOrdering;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CoalesceExecTest {
  private static final Schema SCHEMA = BatchGenerator.allTypes();

  private static BatchesExec leaf(int partitions, Encoding encoding, int rows, int batchSize) {
    return new BatchesExec(
        SCHEMA,
        new BatchGenerator(SCHEMA, batchSize)
            .withEncoding(encoding)
            .partitions(partitions, rows, batchSize));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,1", "16,1", "3,4", "16,4"})
  void partitionsComeTogether(int partitions, int threads) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      for (long queueBytes : new long[] {1, 1 << 20}) {
        BatchesExec leaf =
            leaf(partitions, Encoding.MIXED, Math.min(30 * batchSize, 1_000), batchSize);
        try (TestTaskContext context = TestTaskContext.builder()
            .threads(threads)
            .option(SessionOptions.REPARTITION_QUEUE_BYTES, queueBytes)
            .build()) {
          List<List<Object>> rows = PlanRunner.rows(new CoalescePartitionsExec(leaf), context);
          assertThat(RowOrdering.counts(rows)).isEqualTo(RowOrdering.counts(leaf.rows()));
        }
      }
    }
  }

  @Test
  void partitionsPauseWhenNobodyReadsAndStopWithTheReader() {
    BatchesExec leaf = leaf(3, Encoding.FLAT, 500, 50).endless();
    try (TestTaskContext context = TestTaskContext.builder()
        .option(SessionOptions.REPARTITION_QUEUE_BYTES, 200_000L)
        .build()) {
      RecordBatchStream stream = new CoalescePartitionsExec(leaf).execute(0, context);
      context.runUntilQuiet();
      assertThat(context.memory().reservedBytes()).isBetween(200_000L, 400_000L);
      assertThat(stream.poll()).isInstanceOf(Poll.Ready.class);
      stream.close();
      context.runUntilQuiet();
      assertThat(context.isSpawnedWorkDone()).isTrue();
    }
  }

  @Test
  void anErrorComesOut() {
    SluiceException cause = new SluiceException(ErrorCode.DIVISION_BY_ZERO, "as asked");
    BatchesExec leaf = leaf(3, Encoding.MIXED, 50, 7).failing(0, cause);
    try (TestTaskContext context = TestTaskContext.builder().build()) {
      assertThatThrownBy(() -> PlanRunner.rows(new CoalescePartitionsExec(leaf), context))
          .isSameAs(cause);
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void smallBatchesAreJoinedInOrder(Encoding encoding) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      for (int target : new int[] {1, 10, 100, 8192}) {
        BatchesExec leaf = leaf(2, encoding, Math.min(50 * batchSize, 3_000), batchSize);
        try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
          assertThat(PlanRunner.rows(new CoalesceBatchesExec(target, leaf), context))
              .isEqualTo(leaf.rows());
        }
      }
    }
  }

  @Test
  void batchesHaveTheTargetSizeOrWereLargeAlready() {
    for (int batchSize : new int[] {3, 40, 100, 1_000}) {
      BatchesExec leaf = leaf(1, Encoding.MIXED, 2_000, batchSize);
      List<Integer> sizes = new ArrayList<>();
      try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
        RecordBatchStream stream = new CoalesceBatchesExec(100, leaf).execute(0, context);
        Poll poll = stream.poll();
        while (!(poll instanceof Poll.End)) {
          if (poll instanceof Poll.Ready ready) {
            sizes.add(ready.batch().rowCount());
          } else {
            context.runUntilQuiet();
          }
          poll = stream.poll();
        }
        stream.close();
      }
      assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2_000);
      assertThat(sizes).doesNotContain(0);
      assertThat(sizes.size()).isLessThan(80);
    }
  }

  @Test
  void nodesAreShown() {
    BatchesExec leaf = leaf(3, Encoding.FLAT, 1, 1);
    assertThat(new CoalescePartitionsExec(leaf).displayAs()).isEqualTo("CoalescePartitionsExec");
    assertThat(new CoalescePartitionsExec(leaf).partitionCount()).isEqualTo(1);
    assertThat(new CoalesceBatchesExec(8192, leaf).displayAs())
        .isEqualTo("CoalesceBatchesExec: target_batch_size=8192");
    ExecutionPlan dealt = new RepartitionExec(new Partitioning.RoundRobinBatch(16), leaf);
    assertThat(dealt.displayAs())
        .isEqualTo("RepartitionExec: partitioning=RoundRobinBatch(16), input_partitions=3");
    for (ExecutionPlan plan :
        List.of(dealt, new CoalescePartitionsExec(leaf), new CoalesceBatchesExec(8192, leaf))) {
      assertThat(plan.withNewChildren(plan.children())).isEqualTo(plan);
    }
  }
}
