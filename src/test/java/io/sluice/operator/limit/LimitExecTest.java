package io.sluice.operator.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.SluiceException;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.Schema;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitExecTest {
  private static final Schema SCHEMA = BatchGenerator.allTypes();

  private static BatchesExec leaf(int partitions, Encoding encoding, int rows, int batchSize) {
    return new BatchesExec(
        SCHEMA,
        new BatchGenerator(SCHEMA, batchSize)
            .withEncoding(encoding)
            .partitions(partitions, rows, batchSize));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void theRowsInsideTheRangeStay(Encoding encoding) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      int rows = Math.min(200, 20 * batchSize);
      BatchesExec leaf = leaf(1, encoding, rows, batchSize);
      for (int skip : new int[] {0, 1, 7, 10, 199, 5_000}) {
        for (int fetch : new int[] {-1, 0, 1, 7, 13, 9_000}) {
          OptionalLong wanted = fetch < 0 ? OptionalLong.empty() : OptionalLong.of(fetch);
          int from = Math.min(skip, rows);
          int to = fetch < 0 ? rows : Math.min(from + fetch, rows);
          try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
            assertThat(PlanRunner.rows(new GlobalLimitExec(skip, wanted, leaf), context))
                .isEqualTo(leaf.rows().subList(from, to));
          }
        }
      }
    }
  }

  @Test
  void aLocalLimitHoldsForEachPartition() {
    BatchesExec leaf = leaf(3, Encoding.MIXED, 40, 7);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(7)) {
      List<List<List<Object>>> result =
          PlanRunner.partitions(new LocalLimitExec(10, leaf), context);
      for (int p = 0; p < 3; p++) {
        assertThat(result.get(p)).isEqualTo(leaf.rows(p).subList(0, 10));
      }
    }
  }

  @Test
  void theInputIsClosedWithTheLastWantedBatch() {
    BatchesExec leaf = leaf(1, Encoding.FLAT, 100, 10).endless();
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      RecordBatchStream stream = new LocalLimitExec(5, leaf).execute(0, context);
      Poll poll = stream.poll();
      while (!(poll instanceof Poll.Ready)) {
        context.runUntilQuiet();
        poll = stream.poll();
      }
      assertThat(context.openNames()).isEmpty();
      assertThat(((Poll.Ready) poll).batch().rows())
          .as("borrowed until the next poll")
          .isEqualTo(leaf.rows().subList(0, ((Poll.Ready) poll).batch().rowCount()));
      while (!(poll instanceof Poll.End)) {
        poll = stream.poll();
      }
      stream.close();
    }
  }

  @Test
  void aGlobalLimitRefusesSeveralPartitions() {
    ExecutionPlan plan = new GlobalLimitExec(0, OptionalLong.of(1), leaf(2, Encoding.FLAT, 10, 10));
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      assertThatThrownBy(() -> plan.execute(0, context)).isInstanceOf(SluiceException.class);
    }
  }

  @Test
  void limitsAreShownWithTheirRange() {
    ExecutionPlan leaf = leaf(1, Encoding.FLAT, 1, 1);
    ExecutionPlan global = new GlobalLimitExec(3, OptionalLong.of(10), leaf);
    assertThat(global.displayAs()).isEqualTo("GlobalLimitExec: skip=3, fetch=10");
    assertThat(new GlobalLimitExec(3, OptionalLong.empty(), leaf).displayAs())
        .isEqualTo("GlobalLimitExec: skip=3, fetch=None");
    ExecutionPlan local = new LocalLimitExec(10, leaf);
    assertThat(local.displayAs()).isEqualTo("LocalLimitExec: fetch=10");
    assertThat(global.cardinalityEffect()).isEqualTo(CardinalityEffect.LOWER_EQUAL);
    assertThat(local.cardinalityEffect()).isEqualTo(CardinalityEffect.LOWER_EQUAL);
    assertThat(global.withNewChildren(global.children())).isEqualTo(global);
    assertThat(local.withNewChildren(local.children())).isEqualTo(local);
  }
}
