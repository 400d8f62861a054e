package io.sluice.operator.aggregate;

import static io.sluice.operator.aggregate.AggregateCases.ALL;
import static io.sluice.operator.aggregate.AggregateCases.aggregate;
import static io.sluice.operator.aggregate.AggregateCases.call;
import static io.sluice.operator.aggregate.AggregateCases.expected;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.operator.aggregate.AggregateCases.Case;
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
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Groups by any columns, beside groups made by comparing lists of values. */
class GroupingTest {
  @Property(tries = 60)
  void groupsAreThoseOfEqualKeys(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int width) {
    Random random = new Random(seed);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      // Half of the columns are of the first eleven types, which are the narrower ones.
      int type = random.nextInt(random.nextBoolean() ? 11 : ALL.size());
      fields.add(new Field("key" + i, ALL.type(type), random.nextInt(3) > 0));
    }
    Schema schema = new Schema(fields);
    BatchesExec input = new BatchesExec(
        schema,
        new BatchGenerator(schema, seed)
            .withDistinctCount(random.nextBoolean() ? 3 : 4_000)
            .partitions(1, random.nextInt(3_000), 1 + random.nextInt(1_200)));
    List<Integer> keys = IntStream.range(0, width).boxed().toList();
    List<Case> calls = List.of(call(schema, BasicAggregate.COUNT, -1));
    try (TestTaskContext context = TestTaskContext.ofBatchSize(500)) {
      assertThat(AggregateReference.counted(
              PlanRunner.rows(aggregate(AggregateMode.SINGLE, input, keys, calls), context)))
          .isEqualTo(expected(input, keys, calls));
    }
  }

  /** So many that tables grow beyond the caches, and are read ahead. */
  @Property(tries = 4)
  void manyGroupsAreThoseOfEqualKeys(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int width) {
    Random random = new Random(seed);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      DataType type = List.of(DataType.VARCHAR, DataType.BIGINT, DataType.VARBINARY)
          .get((i + random.nextInt(2)) % 3);
      fields.add(new Field("key" + i, type, random.nextBoolean()));
    }
    Schema schema = new Schema(fields);
    BatchesExec input = new BatchesExec(
        schema,
        new BatchGenerator(schema, seed).withDistinctCount(60_000).partitions(1, 60_000, 5_000));
    List<Integer> keys = IntStream.range(0, width).boxed().toList();
    List<Case> calls = List.of(call(schema, BasicAggregate.COUNT, -1));
    try (TestTaskContext context = TestTaskContext.ofBatchSize(5_000)) {
      assertThat(AggregateReference.counted(
              PlanRunner.rows(aggregate(AggregateMode.SINGLE, input, keys, calls), context)))
          .isEqualTo(expected(input, keys, calls));
    }
  }
}
