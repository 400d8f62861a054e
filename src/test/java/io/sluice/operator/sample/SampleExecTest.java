package io.sluice.operator.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.RecordBatch;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleExecTest {
  private static final int PARTITIONS = 3;
  private static final int ROWS = 4000;

  private static BatchesExec input(int batchSize) {
    return new BatchesExec(
        BatchGenerator.allTypes(),
        new BatchGenerator(BatchGenerator.allTypes(), 1).partitions(PARTITIONS, ROWS, batchSize));
  }

  private static List<List<@Nullable Object>> rows(
      SampleMethod method, double fraction, long seed) {
    try (TestTaskContext context = TestTaskContext.ofBatchSize(20)) {
      return PlanRunner.rows(new SampleExec(method, fraction, seed, input(20)), context);
    }
  }

  @ParameterizedTest
  @EnumSource(SampleMethod.class)
  void drawsAboutTheShareThatIsAskedFor(SampleMethod method) {
    for (double fraction : new double[] {0.1, 0.5, 0.9}) {
      int expected = (int) (PARTITIONS * ROWS * fraction);
      for (long seed : new long[] {0, 1, 42, -1}) {
        assertThat(rows(method, fraction, seed))
            .hasSizeBetween(expected * 6 / 10, expected * 14 / 10);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SampleMethod.class)
  void drawsNothingOfZeroAndAllOfOne(SampleMethod method) {
    assertThat(rows(method, 0, 7)).isEmpty();
    assertThat(rows(method, 1, 7)).hasSize(PARTITIONS * ROWS);
  }

  @ParameterizedTest
  @EnumSource(SampleMethod.class)
  void theSameSeedDrawsTheSameRows(SampleMethod method) {
    assertThat(rows(method, 0.3, 5))
        .isEqualTo(rows(method, 0.3, 5))
        .isNotEqualTo(rows(method, 0.3, 6));
  }

  @Test
  void partitionsAreNotSampledAlike() {
    Set<List<Integer>> drawn = new HashSet<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<Integer> places = new ArrayList<>();
      try (TestTaskContext context = TestTaskContext.ofBatchSize(20)) {
        RecordBatchStream stream =
            new SampleExec(SampleMethod.BERNOULLI, 0.5, 3, input(ROWS)).execute(partition, context);
        for (Poll poll = stream.poll(); !(poll instanceof Poll.End); poll = stream.poll()) {
          if (poll instanceof Poll.Ready ready) {
            RecordBatch batch = ready.batch();
            for (int i = 0; i < batch.rowCount(); i++) {
              places.add(batch.rowAt(i));
            }
          }
        }
        stream.close();
      }
      drawn.add(places);
    }
    assertThat(drawn).hasSize(PARTITIONS);
  }

  @Test
  void aRetainedBatchStaysAsItWas() {
    try (TestTaskContext context = TestTaskContext.ofBatchSize(20)) {
      RecordBatchStream stream =
          new SampleExec(SampleMethod.BERNOULLI, 0.5, 3, input(20)).execute(0, context);
      List<RecordBatch> retained = new ArrayList<>();
      List<List<List<@Nullable Object>>> rows = new ArrayList<>();
      for (Poll poll = stream.poll(); !(poll instanceof Poll.End); poll = stream.poll()) {
        if (poll instanceof Poll.Ready ready) {
          retained.add(ready.batch().retain());
          rows.add(ready.batch().rows());
        }
      }
      stream.close();
      assertThat(retained.stream().map(RecordBatch::rows).toList()).isEqualTo(rows);
    }
  }

  @Test
  void showsItselfAndRefusesFractionsOutOfRange() {
    assertThat(new SampleExec(SampleMethod.BERNOULLI, 0.25, 1, input(20)).displayAs())
        .isEqualTo("SampleExec: method=Bernoulli, fraction=0.25");
    for (double fraction : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new SampleExec(SampleMethod.SYSTEM, fraction, 1, input(20)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
