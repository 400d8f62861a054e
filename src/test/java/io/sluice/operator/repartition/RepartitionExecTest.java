package io.sluice.operator.repartition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.RecordBatch;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
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
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepartitionExecTest {
  private static final Schema SCHEMA = BatchGenerator.allTypes();

  private static PhysicalExpression column(int index) {
    return new ColumnExpression(
        SCHEMA.field(index).name(),
        index,
        SCHEMA.type(index),
        SCHEMA.field(index).nullable());
  }

  private static Partitioning hash(int partitions) {
    return new Partitioning.Hash(List.of(column(0), column(3)), partitions);
  }

  private static BatchesExec leaf(int partitions, int rows, int batchSize, Encoding encoding) {
    return new BatchesExec(
        SCHEMA,
        new BatchGenerator(SCHEMA, rows + batchSize)
            .withEncoding(encoding)
            .partitions(partitions, rows, batchSize));
  }

  private static void assertEqualKeysTogether(List<List<List<Object>>> partitions) {
    Map<List<Object>, Integer> partitionOfKey = new HashMap<>();
    for (int p = 0; p < partitions.size(); p++) {
      for (List<Object> row : partitions.get(p)) {
        List<Object> key = new ArrayList<>();
        key.add(row.get(0));
        key.add(row.get(3));
        Integer other = partitionOfKey.putIfAbsent(key, p);
        assertThat(other == null ? p : other).as("partition of %s", key).isEqualTo(p);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void equalKeysMeetInOnePartitionAndNoRowIsLost(Encoding encoding) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      int rows = Math.min(batchSize * 40, 9_000);
      for (int partitions : new int[] {1, 3, 16}) {
        for (int inputs : new int[] {1, 3}) {
          BatchesExec leaf = leaf(inputs, rows, batchSize, encoding);
          ExecutionPlan plan = new RepartitionExec(hash(partitions), leaf);
          try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
            List<List<List<Object>>> result = PlanRunner.partitions(plan, context);
            assertThat(result).hasSize(partitions);
            assertEqualKeysTogether(result);
            List<List<Object>> all = new ArrayList<>();
            result.forEach(all::addAll);
            assertSameRows(all, leaf.rows());
          }
        }
      }
    }
  }

  private static void assertSameRows(List<List<Object>> actual, List<List<Object>> expected) {
    assertThat(counts(actual)).isEqualTo(counts(expected));
  }

  private static Map<List<Object>, Integer> counts(List<List<Object>> rows) {
    Map<List<Object>, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16})
  void roundRobinDealsEveryBatch(int partitions) {
    BatchesExec leaf = leaf(3, 500, 20, Encoding.MIXED);
    ExecutionPlan plan = new RepartitionExec(new Partitioning.RoundRobinBatch(partitions), leaf);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(20)) {
      List<List<List<Object>>> result = PlanRunner.partitions(plan, context);
      List<List<Object>> all = new ArrayList<>();
      result.forEach(all::addAll);
      assertSameRows(all, leaf.rows());
      assertThat(result).noneMatch(List::isEmpty);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "4,1", "1,1000", "4,1000", "4,100000"})
  void noWakeUpIsLostWhateverTheOrderOfPolls(int threads, long queueBytes) {
    for (int seed = 0; seed < 40; seed++) {
      BatchesExec leaf = leaf(3, 300, 7, Encoding.MIXED);
      ExecutionPlan dealt = new RepartitionExec(new Partitioning.RoundRobinBatch(4), leaf);
      ExecutionPlan hashed = new RepartitionExec(hash(5), dealt);
      ExecutionPlan plan = new CoalescePartitionsExec(new CoalesceBatchesExec(50, hashed));
      try (TestTaskContext context = TestTaskContext.builder()
          .batchSize(7)
          .seed(seed)
          .threads(threads)
          .option(SessionOptions.REPARTITION_QUEUE_BYTES, queueBytes)
          .build()) {
        assertSameRows(PlanRunner.rows(plan, context), leaf.rows());
        context.runUntilQuiet();
        assertThat(context.isSpawnedWorkDone()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theFirstErrorOfAnInputComesOut(int threads) {
    for (int seed = 0; seed < 20; seed++) {
      SluiceException cause = new SluiceException(ErrorCode.DIVISION_BY_ZERO, "as asked");
      BatchesExec leaf = leaf(3, 100, 7, Encoding.MIXED).failing(1, cause);
      ExecutionPlan plan = new RepartitionExec(hash(4), leaf);
      try (TestTaskContext context =
          TestTaskContext.builder().batchSize(7).seed(seed).threads(threads).build()) {
        assertThatThrownBy(() -> PlanRunner.rows(plan, context)).isSameAs(cause);
      }
    }
  }

  @Test
  void everyReaderGetsTheError() {
    SluiceException cause = new SluiceException(ErrorCode.DIVISION_BY_ZERO, "as asked");
    BatchesExec leaf = leaf(1, 10, 7, Encoding.MIXED).failing(0, cause);
    ExecutionPlan plan = new RepartitionExec(hash(2), leaf);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(7)) {
      RecordBatchStream first = plan.execute(0, context);
      RecordBatchStream second = plan.execute(1, context);
      assertThat(first.poll()).isInstanceOf(Poll.Pending.class);
      assertThatThrownBy(context::runUntilQuiet).isSameAs(cause);
      assertThatThrownBy(first::poll).isSameAs(cause);
      assertThatThrownBy(second::poll).isSameAs(cause);
      first.close();
      second.close();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 50})
  void inputsStopWhenAllReadersHaveClosed(long rowLimit) {
    for (int threads : new int[] {1, 4}) {
      for (int seed = 0; seed < 10; seed++) {
        BatchesExec leaf = leaf(3, 100, 7, Encoding.MIXED).endless();
        ExecutionPlan plan = new RepartitionExec(new Partitioning.RoundRobinBatch(4), leaf);
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
  void inputsStartWhenAReaderPolls() {
    BatchesExec leaf = leaf(2, 100, 7, Encoding.MIXED);
    ExecutionPlan plan = new RepartitionExec(hash(3), leaf);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(7)) {
      List<RecordBatchStream> streams = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        streams.add(plan.execute(i, context));
      }
      context.runUntilQuiet();
      assertThat(leaf.batchesGiven()).isZero();
      assertThat(context.openNames()).isEmpty();
      streams.get(2).close();
      assertThat(streams.get(0).poll()).isInstanceOf(Poll.Pending.class);
      context.runUntilQuiet();
      assertThat(streams.get(0).poll()).isInstanceOf(Poll.Ready.class);
      streams.get(0).close();
      streams.get(1).close();
      context.runUntilQuiet();
      assertThat(context.memory().reservedBytes()).isZero();
      assertThat(context.isSpawnedWorkDone()).isTrue();
    }
  }

  @Test
  void inputsPauseWhenNobodyReads() {
    BatchesExec leaf = leaf(3, 500, 50, Encoding.FLAT).endless();
    long bound = 200_000;
    try (TestTaskContext context = TestTaskContext.builder()
        .batchSize(50)
        .option(SessionOptions.REPARTITION_QUEUE_BYTES, bound)
        .option(SessionOptions.REPARTITION_COLLECT_BYTES, 40_000L)
        .build()) {
      List<RecordBatchStream> streams = openAll(new RepartitionExec(hash(4), leaf), context);
      assertThat(streams.get(1).poll()).isInstanceOf(Poll.Pending.class);
      context.runUntilQuiet();
      long given = leaf.batchesGiven();
      assertThat(context.memory().reservedBytes()).isBetween(bound, 2 * bound);
      for (RecordBatchStream stream : streams) {
        Poll poll = stream.poll();
        while (poll instanceof Poll.Ready) {
          poll = stream.poll();
        }
      }
      context.runUntilQuiet();
      assertThat(context.memory().reservedBytes()).isBetween(bound / 2, 2 * bound);
      assertThat(leaf.batchesGiven()).isGreaterThan(given);
      streams.forEach(RecordBatchStream::close);
      context.runUntilQuiet();
      assertThat(context.memory().reservedBytes()).isZero();
    }
  }

  @Test
  void fourBatchesForEachOutputWaitWhereTheyAreDealtWhole() {
    BatchesExec leaf = leaf(2, 500, 50, Encoding.FLAT).endless();
    try (TestTaskContext context = TestTaskContext.builder().batchSize(50).build()) {
      List<RecordBatchStream> streams =
          openAll(new RepartitionExec(new Partitioning.RoundRobinBatch(4), leaf), context);
      assertThat(streams.get(1).poll()).isInstanceOf(Poll.Pending.class);
      context.runUntilQuiet();
      long given = leaf.batchesGiven();
      assertThat(given).as("with those that are empty").isBetween(16L, 24L);
      streams.forEach(stream -> assertThat(stream.poll()).isInstanceOf(Poll.Ready.class));
      context.runUntilQuiet();
      assertThat(leaf.batchesGiven()).as("more than half still waits").isEqualTo(given);
      streams.forEach(stream -> assertThat(stream.poll()).isInstanceOf(Poll.Ready.class));
      context.runUntilQuiet();
      assertThat(leaf.batchesGiven()).isGreaterThanOrEqualTo(given + 8);
      streams.forEach(RecordBatchStream::close);
      context.runUntilQuiet();
      assertThat(context.memory().reservedBytes()).isZero();
    }
  }

  @Test
  void outputsOfOneInputTakeItsBatchesAsTheyNeedThem() {
    BatchesExec leaf = leaf(1, 5000, 50, Encoding.MIXED);
    List<List<Object>> rows = new ArrayList<>();
    try (TestTaskContext context = TestTaskContext.builder().batchSize(50).build()) {
      List<RecordBatchStream> streams =
          openAll(new RepartitionExec(new Partitioning.RoundRobinBatch(3), leaf), context);
      List<RecordBatch> held = new ArrayList<>();
      for (RecordBatchStream stream : streams) {
        held.add(nextBatch(stream, context).orElseThrow());
      }
      held.forEach(batch -> rows.addAll(batch.rows()));
      streams.get(0).close();
      for (int n = 0; n < 5; n++) {
        rows.addAll(nextBatch(streams.get(1), context).orElseThrow().rows());
      }
      Optional<RecordBatch> rest = nextBatch(streams.get(2), context);
      while (rest.isPresent()) {
        rows.addAll(rest.get().rows());
        rest = nextBatch(streams.get(2), context);
      }
      assertSameRows(rows, leaf.rows());
      streams.get(1).close();
      streams.get(2).close();
      context.runUntilQuiet();
      assertThat(context.isSpawnedWorkDone()).isTrue();
      assertThat(context.memory().reservedBytes()).isZero();
    }
  }

  /** The next batch, whatever has to be done for it; empty at the end. */
  private static Optional<RecordBatch> nextBatch(
      RecordBatchStream stream, TestTaskContext context) {
    Poll poll = stream.poll();
    while (!(poll instanceof Poll.Ready) && !(poll instanceof Poll.End)) {
      context.runUntilQuiet();
      poll = stream.poll();
    }
    return poll instanceof Poll.Ready ready ? Optional.of(ready.batch()) : Optional.empty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void oneInputIsSharedByDriversOfSeveralThreads(int threads) {
    for (int seed = 0; seed < 40; seed++) {
      BatchesExec leaf = leaf(1, 900, 7, Encoding.MIXED);
      ExecutionPlan dealt = new RepartitionExec(new Partitioning.RoundRobinBatch(4), leaf);
      ExecutionPlan hashed = new RepartitionExec(hash(5), dealt);
      try (TestTaskContext context =
          TestTaskContext.builder().batchSize(7).threads(threads).seed(seed).build()) {
        List<List<Object>> all = new ArrayList<>();
        PlanRunner.partitions(hashed, context).forEach(all::addAll);
        assertSameRows(all, leaf.rows());
      }
    }
  }

  private static List<RecordBatchStream> openAll(ExecutionPlan plan, TestTaskContext context) {
    List<RecordBatchStream> streams = new ArrayList<>();
    for (int i = 0; i < plan.partitionCount(); i++) {
      streams.add(plan.execute(i, context));
    }
    return streams;
  }

  @Test
  void aReaderThatWaitsAtAnEmptyQueueKeepsTheInputsGoing() {
    RecordBatch batch =
        new BatchGenerator(SCHEMA, 1).withEncoding(Encoding.FLAT).batch(100);
    RecordBatch oneKey = batch.withSelection(new int[] {4}, 1);
    List<RecordBatch> batches = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      batches.add(oneKey);
    }
    BatchesExec leaf = new BatchesExec(SCHEMA, List.of(batches));
    ExecutionPlan plan = new RepartitionExec(hash(2), leaf);
    try (TestTaskContext context = TestTaskContext.builder()
        .batchSize(10)
        .option(SessionOptions.REPARTITION_QUEUE_BYTES, 1L)
        .build()) {
      RecordBatchStream first = plan.execute(0, context);
      RecordBatchStream second = plan.execute(1, context);
      for (int i = 0; i < 5; i++) {
        first.poll();
        second.poll();
        context.runUntilQuiet();
      }
      assertThat(leaf.batchesGiven()).isEqualTo(5_000);
      first.close();
      second.close();
    }
  }

  @Test
  void aPartitionThatNobodyOpensIsGivenBackWithTheTask() {
    BatchesExec leaf = leaf(2, 100, 7, Encoding.MIXED);
    ExecutionPlan plan = new RepartitionExec(hash(4), leaf);
    TestTaskContext context = TestTaskContext.ofBatchSize(7);
    RecordBatchStream only = plan.execute(2, context);
    assertThat(only.poll()).isInstanceOf(Poll.Pending.class);
    context.runUntilQuiet();
    assertThat(context.memory().reservedBytes()).isPositive();
    only.close();
    context.close();
  }

  @Test
  void aReaderNeverTakesTheEndOfTheTaskForTheEndOfTheInput() {
    BatchesExec leaf = leaf(2, 100, 7, Encoding.MIXED);
    TestTaskContext context = TestTaskContext.ofBatchSize(7);
    RecordBatchStream stream = new RepartitionExec(hash(4), leaf).execute(0, context);
    assertThat(stream.poll()).isInstanceOf(Poll.Pending.class);
    assertThatThrownBy(context::close).isInstanceOf(AssertionError.class);
    assertThatThrownBy(stream::poll)
        .isInstanceOfSatisfying(
            SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    stream.close();
    assertThat(context.memory().openReservations()).isEmpty();
  }

  @Test
  void tooLittleMemoryFailsByName() {
    BatchesExec leaf = leaf(2, 1000, 100, Encoding.FLAT);
    ExecutionPlan plan = new RepartitionExec(hash(4), leaf);
    try (TestTaskContext context =
        TestTaskContext.builder().batchSize(100).memoryBytes(10_000).build()) {
      assertThatThrownBy(() -> PlanRunner.rows(plan, context))
          .isInstanceOfSatisfying(
              SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT));
    }
  }
}
