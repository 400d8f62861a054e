package io.sluice.operator.aggregate;

import static io.sluice.operator.aggregate.AggregateCases.ALL;
import static io.sluice.operator.aggregate.AggregateCases.BIGINT;
import static io.sluice.operator.aggregate.AggregateCases.aggregate;
import static io.sluice.operator.aggregate.AggregateCases.allCalls;
import static io.sluice.operator.aggregate.AggregateCases.call;
import static io.sluice.operator.aggregate.AggregateCases.expected;
import static io.sluice.operator.aggregate.AggregateCases.partialThenFinal;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.operator.aggregate.AggregateCases.Case;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Aggregations in less memory than their groups need. */
class AggregateSpillTest {
  /** One partition, most groups several times, batches of random length. */
  private static BatchesExec manyGroups(long seed) {
    Random random = new Random(seed);
    return new BatchesExec(
        ALL,
        new BatchGenerator(ALL, seed)
            .withoutEdgeValues()
            .withDistinctCount(4_000)
            .partitions(1, 12_000, 50 + random.nextInt(900)));
  }

  private static TestTaskContext tinyMemory(long seed) {
    return TestTaskContext.builder()
        .seed(seed)
        .memoryBytes(150_000)
        .batchSize(50 + new Random(seed).nextInt(900))
        .build();
  }

  @Property(tries = 12)
  void spillingChangesNothing(@ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int moreKeys) {
    Random random = new Random(seed);
    BatchesExec input = manyGroups(seed);
    List<Integer> keys = new ArrayList<>(List.of(BIGINT));
    for (int i = 0; i < moreKeys; i++) {
      keys.add(random.nextInt(keys.size() + 1), random.nextInt(ALL.size()));
    }
    List<Case> cases = allCalls(ALL, true);
    try (TestTaskContext context = tinyMemory(seed)) {
      assertThat(AggregateReference.counted(
              PlanRunner.rows(aggregate(AggregateMode.SINGLE, input, keys, cases), context)))
          .isEqualTo(expected(input, keys, cases));
      assertThat(partialThenFinal(input, keys, cases, context))
          .isEqualTo(expected(input, keys, cases));
      assertThat(context.spillDirectory().spilledFiles()).as("spilled files").isPositive();
    }
  }

  @Test
  void groupsThatSpillSeveralTimesAreDividedAgain() {
    Schema schema = Schema.of(
        new Field("id", DataType.BIGINT, true), new Field("name", DataType.VARCHAR, true));
    BatchesExec input = new BatchesExec(
        schema,
        new BatchGenerator(schema, 18).withDistinctCount(100_000).partitions(1, 60_000, 1000));
    List<Case> cases =
        List.of(call(schema, BasicAggregate.COUNT, -1), call(schema, BasicAggregate.SUM, 0));
    for (List<Integer> keys : List.of(List.of(0, 1), List.of(1, 0))) {
      try (TestTaskContext context =
          TestTaskContext.builder().memoryBytes(150_000).batchSize(1000).build()) {
        AggregateExec plan = aggregate(AggregateMode.SINGLE, input, keys, cases);
        assertThat(AggregateReference.counted(PlanRunner.rows(plan, context)))
            .isEqualTo(expected(input, keys, cases));
        assertThat(context.spillDirectory().spilledFiles()).isGreaterThan(17);
      }
    }
  }

  @Test
  void spillingThatIsInterruptedLeavesNothing() {
    BatchesExec input = manyGroups(4);
    AggregateExec plan =
        aggregate(AggregateMode.SINGLE, input, List.of(BIGINT), allCalls(ALL, false));
    for (int polls = 1; polls < 3_000; polls = polls * 2 + 1) {
      try (TestTaskContext context = tinyMemory(4)) {
        RecordBatchStream stream = plan.execute(0, context);
        for (int i = 0; i < polls; i++) {
          if (stream.poll() instanceof io.sluice.plan.Poll.End) {
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
