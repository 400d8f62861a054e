package io.sluice.operator.repartition;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.plan.PlanText;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BroadcastExecTest {
  private static final Schema SCHEMA = BatchGenerator.allTypes();

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void everyConsumerGetsTheRowsOfEachPartitionInTheirOrder(Encoding encoding) {
    for (int batchSize : new int[] {1, 500}) {
      for (int partitions : new int[] {1, 3}) {
        for (int consumers : new int[] {1, 4}) {
          BatchesExec leaf = new BatchesExec(
              SCHEMA,
              new BatchGenerator(SCHEMA, batchSize)
                  .withEncoding(encoding)
                  .partitions(partitions, batchSize * 20, batchSize));
          try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
            List<List<List<Object>>> alone = PlanRunner.partitions(leaf, context);
            List<List<List<Object>>> result =
                PlanRunner.partitions(new BroadcastExec(consumers, leaf), context);
            assertThat(result).hasSize(consumers * partitions);
            for (int i = 0; i < result.size(); i++) {
              assertThat(result.get(i)).isEqualTo(alone.get(i % partitions));
            }
            assertThat(context.memory().reservedBytes()).isZero();
          }
        }
      }
    }
  }

  @Test
  void itsLineTellsHowManyPartitionsEachConsumerGets() {
    BatchesExec leaf = new BatchesExec(SCHEMA, new BatchGenerator(SCHEMA, 1).partitions(3, 1, 1));
    assertThat(PlanText.format(new BroadcastExec(4, leaf)))
        .startsWith("BroadcastExec: input_partitions=3, consumer_tasks=4, output_partitions=12\n");
  }
}
