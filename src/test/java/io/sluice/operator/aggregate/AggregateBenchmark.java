package io.sluice.operator.aggregate;

import io.sluice.column.BytesVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.testing.ReplayExec;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Nanoseconds for each input row of an aggregation in one node, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class AggregateBenchmark {
  private static final int BATCH_SIZE = 8192;
  private static final int BATCHES = 32;
  private static final int TIMES = 4;
  private static final int ROWS = BATCH_SIZE * BATCHES * TIMES;

  /** What is grouped by what. */
  public enum Shape {
    /** sum and count by an integer of 100 values. */
    FEW_INTEGERS,
    /** sum and count by an integer of 200,000 values. */
    MANY_INTEGERS,
    /** sum and count by an integer of 200,000 values, each on some rows that follow one another, as the order of a line item. */
    ADJACENT_INTEGERS,
    /** sum and count by two integers, together of 200,000 values. */
    PAIRS,
    /** count by a text of 7 to 13 bytes, flat. */
    TEXTS,
    /** TPC-H Q1: two texts of one byte as dictionaries, four sums, three averages, a count. */
    Q1,
    /** Q1 with flat texts. */
    Q1_FLAT,
    /** count, sum, min and max without groups. */
    UNGROUPED
  }

  @Param
  public Shape shape = Shape.FEW_INTEGERS;

  private AggregateExec plan;
  private TestTaskContext context;

  /** Makes the input. */
  @Setup(Level.Trial)
  public void makePlan() {
    context = TestTaskContext.ofBatchSize(BATCH_SIZE);
    Random random = new Random(1);
    plan = switch (shape) {
      case FEW_INTEGERS -> byInteger(() -> random.nextInt(100));
      case MANY_INTEGERS -> byInteger(() -> random.nextInt(200_000));
      case ADJACENT_INTEGERS -> byInteger(adjacent(random));
      case PAIRS -> byPair(random);
      case TEXTS -> byText(random);
      case Q1 -> q1(random, true);
      case Q1_FLAT -> q1(random, false);
      case UNGROUPED -> ungrouped(random);
    };
  }

  /** Checks that nothing is left. */
  @TearDown(Level.Trial)
  public void closeContext() {
    context.close();
  }

  /** Runs the node. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long aggregate() {
    return ReplayExec.countRows(plan, context);
  }

  /** Ascending keys of which 24 in 32 are left out, with one to seven rows each. */
  private static LongSupplier adjacent(Random random) {
    int[] rowsLeft = {0};
    long[] number = {0};
    return () -> {
      if (rowsLeft[0] == 0) {
        rowsLeft[0] = 1 + random.nextInt(7);
        number[0] = (number[0] + 1) % 200_000;
      }
      rowsLeft[0]--;
      return number[0] / 8 * 32 + number[0] % 8;
    };
  }

  private static AggregateExec byInteger(LongSupplier keys) {
    Schema schema = schema(DataType.BIGINT, DataType.BIGINT);
    Random random = new Random(2);
    List<RecordBatch> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      LongVector key = longs(random, DataType.BIGINT, 1);
      Arrays.setAll(key.values(), row -> keys.getAsLong());
      batches.add(RecordBatch.of(schema, BATCH_SIZE, key, longs(random, DataType.BIGINT, 1000)));
    }
    return node(
        schema,
        batches,
        List.of(0),
        List.of(call(schema, BasicAggregate.SUM, 1), call(schema, BasicAggregate.COUNT, 1)));
  }

  private static AggregateExec byPair(Random random) {
    Schema schema = schema(DataType.BIGINT, DataType.BIGINT, DataType.BIGINT);
    List<RecordBatch> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      LongVector first = longs(random, DataType.BIGINT, 200_000);
      LongVector second = longs(random, DataType.BIGINT, 1);
      Arrays.setAll(second.values(), row -> first.values()[row] % 1000);
      batches.add(
          RecordBatch.of(schema, BATCH_SIZE, first, second, longs(random, DataType.BIGINT, 1000)));
    }
    return node(
        schema,
        batches,
        List.of(0, 1),
        List.of(call(schema, BasicAggregate.SUM, 2), call(schema, BasicAggregate.COUNT, 2)));
  }

  private static AggregateExec byText(Random random) {
    Schema schema = schema(DataType.VARCHAR);
    List<RecordBatch> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      FlatVector texts = FlatVector.create(DataType.VARCHAR, BATCH_SIZE);
      for (int row = 0; row < BATCH_SIZE; row++) {
        int number = random.nextInt(1000);
        texts.appendValue("value-" + number * 1_000L * (number & 1));
      }
      batches.add(RecordBatch.of(schema, BATCH_SIZE, texts));
    }
    return node(schema, batches, List.of(0), List.of(call(schema, BasicAggregate.COUNT, 0)));
  }

  private static AggregateExec q1(Random random, boolean isDictionary) {
    DataType price = DataType.decimal(15, 2);
    Schema schema = schema(DataType.VARCHAR, DataType.VARCHAR, price, price, price, price, price);
    List<RecordBatch> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      batches.add(RecordBatch.of(
          schema,
          BATCH_SIZE,
          flags(random, "ANR", isDictionary),
          flags(random, "FO", isDictionary),
          longs(random, price, 5_000),
          longs(random, price, 10_000_000),
          longs(random, price, 10_000_000),
          longs(random, price, 10_000_000),
          longs(random, price, 11)));
    }
    return node(
        schema,
        batches,
        List.of(0, 1),
        List.of(
            call(schema, BasicAggregate.SUM, 2),
            call(schema, BasicAggregate.SUM, 3),
            call(schema, BasicAggregate.SUM, 4),
            call(schema, BasicAggregate.SUM, 5),
            call(schema, BasicAggregate.AVG, 2),
            call(schema, BasicAggregate.AVG, 3),
            call(schema, BasicAggregate.AVG, 6),
            call(schema, BasicAggregate.COUNT, -1)));
  }

  private static AggregateExec ungrouped(Random random) {
    Schema schema = schema(DataType.BIGINT);
    List<RecordBatch> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      batches.add(RecordBatch.of(schema, BATCH_SIZE, longs(random, DataType.BIGINT, 1 << 30)));
    }
    return node(
        schema,
        batches,
        List.of(),
        List.of(
            call(schema, BasicAggregate.COUNT, -1),
            call(schema, BasicAggregate.SUM, 0),
            call(schema, BasicAggregate.MIN, 0),
            call(schema, BasicAggregate.MAX, 0)));
  }

  private static Vector flags(Random random, String letters, boolean isDictionary) {
    if (!isDictionary) {
      BytesVector texts = new BytesVector(DataType.VARCHAR, BATCH_SIZE);
      for (int i = 0; i < BATCH_SIZE; i++) {
        texts.append(new byte[] {(byte) letters.charAt(random.nextInt(letters.length()))}, 0, 1);
      }
      return texts;
    }
    FlatVector entries = FlatVector.create(DataType.VARCHAR, letters.length());
    letters.chars().forEach(letter -> entries.appendValue(String.valueOf((char) letter)));
    int[] codes = random.ints(BATCH_SIZE, 0, letters.length()).toArray();
    return new DictionaryVector(entries, codes, null, BATCH_SIZE);
  }

  private static LongVector longs(Random random, DataType type, int bound) {
    LongVector vector = new LongVector(type, BATCH_SIZE);
    for (int i = 0; i < BATCH_SIZE; i++) {
      vector.values()[i] = random.nextInt(bound);
    }
    vector.setLength(BATCH_SIZE);
    return vector;
  }

  private static Schema schema(DataType... types) {
    List<Field> fields = new ArrayList<>();
    for (DataType type : types) {
      fields.add(new Field("c" + fields.size(), type, false));
    }
    return new Schema(fields);
  }

  private static ColumnExpression column(Schema schema, int index) {
    return new ColumnExpression(schema.field(index).name(), index, schema.type(index), false);
  }

  private static AggregateCall call(Schema schema, BasicAggregate function, int index) {
    DataType argument = index < 0 ? DataType.BIGINT : schema.type(index);
    return new AggregateCall(
        function,
        index < 0 ? List.of() : List.of(column(schema, index)),
        Optional.empty(),
        function.resultType(argument),
        function.sqlName());
  }

  private static AggregateExec node(
      Schema schema, List<RecordBatch> batches, List<Integer> keys, List<AggregateCall> calls) {
    List<NamedExpression> groupBy = keys.stream()
        .map(index -> new NamedExpression(column(schema, index), "k" + index))
        .toList();
    return new AggregateExec(
        AggregateMode.SINGLE, groupBy, calls, new ReplayExec(schema, batches, TIMES));
  }

  /** Runs all benchmarks of this class. */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(new OptionsBuilder()
            .include(AggregateBenchmark.class.getName() + "\\.")
            .build())
        .run();
  }
}
