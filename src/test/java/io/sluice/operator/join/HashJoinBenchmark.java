package io.sluice.operator.join;

import io.sluice.column.BytesVector;
import io.sluice.column.LongVector;
import io.sluice.column.RecordBatch;
import io.sluice.expression.ColumnExpression;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.join.match.JoinType;
import io.sluice.testing.ReplayExec;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
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

/** Nanoseconds for each probe row of an inner join, the build of a quarter as many rows included, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class HashJoinBenchmark {
  private static final int BATCH_SIZE = 8192;
  private static final int BUILD_BATCHES = 16;
  private static final int BUILD_ROWS = BATCH_SIZE * BUILD_BATCHES;
  private static final int PROBE_BATCHES = 4 * BUILD_BATCHES;
  private static final int PROBE_ROWS = BATCH_SIZE * PROBE_BATCHES;

  /** What the key is. */
  public enum Key {
    /** Integers close together, all probe rows match. */
    DENSE,
    /** Integers far apart, all probe rows match. */
    SPARSE,
    /** Integers far apart, one in ten probe rows matches. */
    SELECTIVE,
    /** Two integers. */
    PAIR,
    /** Texts of 15 bytes. */
    TEXT
  }

  @Param
  public Key key = Key.DENSE;

  private HashJoinExec plan;
  private TestTaskContext context;

  /** Makes the inputs. */
  @Setup(Level.Trial)
  public void makePlan() {
    context = TestTaskContext.ofBatchSize(BATCH_SIZE);
    DataType type = key == Key.TEXT ? DataType.VARCHAR : DataType.BIGINT;
    Schema schema = new Schema(List.of(
        new Field("k", type, false),
        new Field("second", DataType.BIGINT, false),
        new Field("value", DataType.BIGINT, false)));
    int range = key == Key.SELECTIVE ? BUILD_ROWS * 10 : BUILD_ROWS;
    Random random = new Random(1);
    List<JoinKey> on = new ArrayList<>();
    on.add(new JoinKey(column(schema, 0), column(schema, 0)));
    if (key == Key.PAIR) {
      on.add(new JoinKey(column(schema, 1), column(schema, 1)));
    }
    List<RecordBatch> build = new ArrayList<>();
    for (int i = 0; i < BUILD_BATCHES; i++) {
      int first = i * BATCH_SIZE;
      build.add(batch(schema, row -> first + row));
    }
    List<RecordBatch> probe = new ArrayList<>();
    for (int i = 0; i < PROBE_BATCHES; i++) {
      probe.add(batch(schema, row -> random.nextInt(range)));
    }
    plan = new HashJoinExec(
        JoinMode.PARTITIONED,
        JoinType.INNER,
        on,
        Optional.empty(),
        new ReplayExec(schema, build, 1),
        new ReplayExec(schema, probe, 1));
  }

  private RecordBatch batch(Schema schema, IntUnaryOperator number) {
    LongVector keys = new LongVector(DataType.BIGINT, BATCH_SIZE);
    LongVector seconds = new LongVector(DataType.BIGINT, BATCH_SIZE);
    LongVector values = new LongVector(DataType.BIGINT, BATCH_SIZE);
    BytesVector texts = new BytesVector(DataType.VARCHAR, BATCH_SIZE);
    for (int row = 0; row < BATCH_SIZE; row++) {
      int value = number.applyAsInt(row);
      keys.values()[row] = key == Key.DENSE ? value : value * 1_000_003L;
      seconds.values()[row] = value & 7;
      values.values()[row] = row;
      byte[] text = "customer#%06d".formatted(value).getBytes(StandardCharsets.UTF_8);
      texts.append(text, 0, text.length);
    }
    keys.setLength(BATCH_SIZE);
    seconds.setLength(BATCH_SIZE);
    values.setLength(BATCH_SIZE);
    return RecordBatch.of(schema, BATCH_SIZE, key == Key.TEXT ? texts : keys, seconds, values);
  }

  private static ColumnExpression column(Schema schema, int index) {
    return new ColumnExpression(schema.field(index).name(), index, schema.type(index), false);
  }

  /** Checks that nothing is left. */
  @TearDown(Level.Trial)
  public void closeContext() {
    context.close();
  }

  /** Builds and probes. */
  @Benchmark
  @OperationsPerInvocation(PROBE_ROWS)
  public long join() {
    return ReplayExec.countRows(plan, context);
  }

  /** Runs all benchmarks of this class. */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(new OptionsBuilder()
            .include(HashJoinBenchmark.class.getName() + "\\.")
            .build())
        .run();
  }
}
