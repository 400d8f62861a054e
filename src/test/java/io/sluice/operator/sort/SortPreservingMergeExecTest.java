package io.sluice.operator.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.SortField;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.RowOrdering;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortPreservingMergeExecTest {
  private static final Schema SCHEMA = BatchGenerator.allTypes();

  private static ExecutionPlan merge(
      List<SortField> fields, OptionalLong fetch, ExecutionPlan leaf) {
    return new SortPreservingMergeExec(
        fields, fetch, new SortExec(fields, OptionalLong.empty(), true, leaf));
  }

  private static void assertSorted(
      List<List<Object>> actual, List<List<Object>> input, List<SortField> fields, long fetch) {
    Comparator<List<Object>> order = RowOrdering.comparator(fields);
    List<List<Object>> expected = new ArrayList<>(input);
    expected.sort(order);
    expected = expected.subList(0, (int) Math.min(fetch, expected.size()));
    assertThat(actual).usingElementComparator(order).containsExactlyElementsOf(expected);
    if (fetch >= input.size()) {
      assertThat(RowOrdering.counts(actual)).isEqualTo(RowOrdering.counts(input));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,1", "16,1", "3,4", "16,4"})
  void orderedPartitionsBecomeOne(int partitions, int threads) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      for (int column = batchSize % 2; column < SCHEMA.size(); column += 2) {
        BatchesExec leaf = new BatchesExec(
            SCHEMA,
            new BatchGenerator(SCHEMA, column)
                .withEncoding(Encoding.MIXED)
                .partitions(partitions, 40, batchSize));
        int direction = column + batchSize;
        List<SortField> fields = List.of(
            RowOrdering.field(SCHEMA, column, direction % 2 == 0, direction % 3 == 0),
            RowOrdering.field(SCHEMA, 3, false, false));
        for (OptionalLong fetch :
            List.of(OptionalLong.empty(), OptionalLong.of(0), OptionalLong.of(13))) {
          try (TestTaskContext context = TestTaskContext.builder()
              .batchSize(batchSize)
              .seed(column)
              .threads(threads)
              .build()) {
            assertSorted(
                PlanRunner.rows(merge(fields, fetch, leaf), context),
                leaf.rows(),
                fields,
                fetch.orElse(Long.MAX_VALUE));
            context.runUntilQuiet();
            assertThat(context.isSpawnedWorkDone()).isTrue();
          }
        }
      }
    }
  }

  @Test
  void inputsOfAnyEncodingAreMerged() {
    Schema schema = Schema.of(SCHEMA.field(3), SCHEMA.field(0));
    List<SortField> fields = List.of(RowOrdering.field(schema, 0, false, false));
    for (Encoding encoding : Encoding.values()) {
      List<List<RecordBatch>> partitions = new ArrayList<>();
      for (int p = 0; p < 3; p++) {
        // One row a batch, so that any encoding is in order.
        List<RecordBatch> batches = new BatchGenerator(schema, p)
            .withEncoding(encoding)
            .partitions(1, 30, 1)
            .get(0);
        List<RecordBatch> sorted = new ArrayList<>(batches);
        sorted.removeIf(batch -> batch.rowCount() == 0);
        Comparator<List<Object>> order = RowOrdering.comparator(fields);
        sorted.sort(
            (left, right) -> order.compare(left.rows().get(0), right.rows().get(0)));
        partitions.add(sorted);
      }
      BatchesExec leaf = new BatchesExec(schema, partitions);
      try (TestTaskContext context = TestTaskContext.ofBatchSize(7)) {
        ExecutionPlan plan = new SortPreservingMergeExec(fields, OptionalLong.empty(), leaf);
        assertSorted(PlanRunner.rows(plan, context), leaf.rows(), fields, Long.MAX_VALUE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theFirstErrorComesOut(int threads) {
    SluiceException cause = new SluiceException(ErrorCode.DIVISION_BY_ZERO, "as asked");
    List<SortField> fields = List.of(RowOrdering.field(SCHEMA, 0, false, false));
    BatchesExec leaf = new BatchesExec(SCHEMA, new BatchGenerator(SCHEMA, 1).partitions(3, 40, 7))
        .failing(2, cause);
    try (TestTaskContext context = TestTaskContext.builder().threads(threads).build()) {
      ExecutionPlan plan = merge(fields, OptionalLong.empty(), leaf);
      assertThatThrownBy(() -> PlanRunner.rows(plan, context)).isSameAs(cause);
    }
  }

  @Test
  void inputsPauseAtTheBoundAndStopWithTheReader() {
    List<SortField> fields = List.of(RowOrdering.field(SCHEMA, 0, false, false));
    BatchesExec leaf =
        new BatchesExec(SCHEMA, new BatchGenerator(SCHEMA, 1).partitions(3, 40, 7)).endless();
    try (TestTaskContext context = TestTaskContext.ofBatchSize(7)) {
      RecordBatchStream stream =
          new SortPreservingMergeExec(fields, OptionalLong.empty(), leaf).execute(0, context);
      context.runUntilQuiet();
      // Two batches with rows for each input; empty ones are not queued.
      assertThat(leaf.batchesGiven()).isBetween(6L, 30L);
      stream.close();
      context.runUntilQuiet();
      assertThat(context.isSpawnedWorkDone()).isTrue();
      assertThat(context.memory().reservedBytes()).isZero();
    }
  }
}
