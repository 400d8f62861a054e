package io.sluice.operator.repartition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.operator.union.UnionExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanText;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolExecTest {
  private static final Schema SCHEMA = BatchGenerator.allTypes();

  private static BatchesExec leaf(int partitions, int rows, int batchSize, Encoding encoding) {
    return new BatchesExec(
        SCHEMA,
        new BatchGenerator(SCHEMA, rows + batchSize)
            .withEncoding(encoding)
            .partitions(partitions, rows, batchSize));
  }

  /** The rows of all readers, one reader's partitions behind those of the one before. */
  private static ExecutionPlan readers(int readers, ExecutionPlan input) {
    SpoolExec spool = new SpoolExec(1, readers, input);
    List<ExecutionPlan> scans = IntStream.range(0, readers)
        .<ExecutionPlan>mapToObj(reader -> new SpoolScanExec(spool, reader))
        .toList();
    return new UnionExec(scans);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void everyReaderGetsTheRowsOfEachPartitionInTheirOrder(Encoding encoding) {
    for (int batchSize : new int[] {1, 7, 500}) {
      for (int partitions : new int[] {1, 3}) {
        for (int readers : new int[] {1, 2, 5}) {
          int rows = batchSize * 20;
          BatchesExec leaf = leaf(partitions, rows, batchSize, encoding);
          try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
            List<List<List<Object>>> alone = PlanRunner.partitions(leaf, context);
            List<List<List<Object>>> result =
                PlanRunner.partitions(readers(readers, leaf), context);
            assertThat(result).hasSize(readers * partitions);
            for (int i = 0; i < result.size(); i++) {
              assertThat(result.get(i)).isEqualTo(alone.get(i % partitions));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "4,1", "4,1000", "4,100000"})
  void noWakeUpIsLostWhateverTheOrderOfPolls(int threads, long queueBytes) {
    for (int seed = 0; seed < 20; seed++) {
      BatchesExec leaf = leaf(2, 300, 7, Encoding.MIXED);
      ExecutionPlan plan = new CoalescePartitionsExec(readers(3, leaf));
      try (TestTaskContext context = TestTaskContext.builder()
          .batchSize(7)
          .seed(seed)
          .threads(threads)
          .option(SessionOptions.REPARTITION_QUEUE_BYTES, queueBytes)
          .build()) {
        assertThat(PlanRunner.rows(plan, context)).hasSize(3 * 2 * 300);
        context.runUntilQuiet();
        assertThat(context.isSpawnedWorkDone()).isTrue();
      }
    }
  }

  @Test
  void aReaderThatComesLaterGetsEverything() {
    BatchesExec leaf = leaf(1, 500, 7, Encoding.FLAT);
    SpoolExec spool = new SpoolExec(1, 2, leaf);
    try (TestTaskContext context = TestTaskContext.builder()
        .batchSize(7)
        .option(SessionOptions.REPARTITION_QUEUE_BYTES, 1L)
        .build()) {
      assertThat(readToTheEnd(spool.execute(0, context), context)).isEqualTo(500);
      assertThat(context.memory().reservedBytes()).isPositive();
      assertThat(readToTheEnd(spool.execute(1, context), context)).isEqualTo(500);
      context.runUntilQuiet();
      assertThat(context.memory().reservedBytes()).isZero();
    }
  }

  private static int readToTheEnd(RecordBatchStream stream, TestTaskContext context) {
    int rows = 0;
    Poll poll = stream.poll();
    while (poll != Poll.END) {
      if (poll instanceof Poll.Ready ready) {
        rows += ready.batch().rowCount();
      } else {
        context.runUntilQuiet();
      }
      poll = stream.poll();
    }
    stream.close();
    return rows;
  }

  @Test
  void theInputPausesWhenNobodyReads() {
    BatchesExec leaf = leaf(1, 500, 50, Encoding.FLAT).endless();
    SpoolExec spool = new SpoolExec(1, 2, leaf);
    long bound = 200_000;
    try (TestTaskContext context = TestTaskContext.builder()
        .batchSize(50)
        .option(SessionOptions.REPARTITION_QUEUE_BYTES, bound)
        .build()) {
      RecordBatchStream first = spool.execute(0, context);
      RecordBatchStream second = spool.execute(1, context);
      context.runUntilQuiet();
      assertThat(context.memory().reservedBytes()).isBetween(bound, 2 * bound);
      first.close();
      context.runUntilQuiet();
      assertThat(second.poll()).isInstanceOf(Poll.Ready.class);
      second.close();
      context.runUntilQuiet();
      assertThat(context.memory().reservedBytes()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 50})
  void theInputStopsWhenAllReadersHaveClosed(long rowLimit) {
    for (int threads : new int[] {1, 4}) {
      for (int seed = 0; seed < 10; seed++) {
        ExecutionPlan plan = readers(3, leaf(2, 100, 7, Encoding.MIXED).endless());
        try (TestTaskContext context =
            TestTaskContext.builder().batchSize(7).seed(seed).threads(threads).build()) {
          PlanRunner.firstRows(plan, context, rowLimit);
          context.runUntilQuiet();
          assertThat(context.isSpawnedWorkDone()).isTrue();
          assertThat(context.openNames()).isEmpty();
          assertThat(context.memory().reservedBytes()).isZero();
        }
      }
    }
  }

  @Test
  void aReaderThatNobodyOpensIsGivenBackWithTheTask() {
    SpoolExec spool = new SpoolExec(1, 2, leaf(1, 100, 7, Encoding.MIXED));
    TestTaskContext context = TestTaskContext.ofBatchSize(7);
    RecordBatchStream only = spool.execute(0, context);
    context.runUntilQuiet();
    assertThat(context.memory().reservedBytes()).isPositive();
    only.close();
    context.close();
    assertThat(context.memory().openReservations()).isEmpty();
  }

  @Test
  void everyReaderGetsTheError() {
    SluiceException cause = new SluiceException(ErrorCode.DIVISION_BY_ZERO, "as asked");
    SpoolExec spool = new SpoolExec(1, 2, leaf(1, 10, 7, Encoding.MIXED).failing(0, cause));
    try (TestTaskContext context = TestTaskContext.ofBatchSize(7)) {
      List<RecordBatchStream> streams = new ArrayList<>();
      streams.add(spool.execute(0, context));
      streams.add(spool.execute(1, context));
      assertThatThrownBy(context::runUntilQuiet).isSameAs(cause);
      for (RecordBatchStream stream : streams) {
        assertThatThrownBy(stream::poll).isSameAs(cause);
        stream.close();
      }
    }
  }

  @Test
  void tooLittleMemoryForASlowReaderFailsByName() {
    SpoolExec spool = new SpoolExec(1, 2, leaf(1, 1000, 100, Encoding.FLAT));
    try (TestTaskContext context =
        TestTaskContext.builder().batchSize(100).memoryBytes(10_000).build()) {
      RecordBatchStream fast = spool.execute(0, context);
      RecordBatchStream slow = spool.execute(1, context);
      assertThatThrownBy(() -> readToTheEnd(fast, context))
          .isInstanceOfSatisfying(SluiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT);
            assertThat(e).hasMessageContaining("SpoolExec rows");
          });
      fast.close();
      slow.close();
    }
  }

  @Test
  void theTextShowsTheInputOnce() {
    ExecutionPlan plan = readers(2, leaf(2, 10, 7, Encoding.FLAT));
    assertThat(PlanText.format(plan).lines().map(String::strip))
        .containsExactly(
            "UnionExec",
            "SpoolScanExec: spool=1, reader=0",
            "SpoolExec: spool=1, readers=2",
            "BatchesExec: partitions=2",
            "SpoolScanExec: spool=1, reader=1",
            "SpoolExec: spool=1, readers=2");
  }
}
