package io.sluice.operator.sort;

import io.sluice.column.BytesVector;
import io.sluice.column.LongVector;
import io.sluice.column.RecordBatch;
import io.sluice.expression.SortField;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.ReplayExec;
import io.sluice.testing.RowOrdering;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Sorts rows of a key and a payload in memory, per row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class SortBenchmark {
  private static final int BATCH_SIZE = 8192;
  private static final int BATCHES = 32;
  private static final int ROWS = BATCH_SIZE * BATCHES;

  /** What rows are sorted by. */
  public enum Key {
    /** A random number. */
    NUMBER,
    /** A number of few values, then a random one. */
    PAIR,
    /** A text of 15 bytes, of which the first nine are the same. */
    TEXT
  }

  @Param
  public Key key = Key.NUMBER;

  private SortExec plan;
  private SortExec firstHundred;
  private TestTaskContext context;

  /** Makes the input, sorts it once and checks the order. */
  @Setup(Level.Trial)
  public void makePlan() {
    context = TestTaskContext.ofBatchSize(BATCH_SIZE);
    Schema schema = Schema.of(
        new Field("k", key == Key.TEXT ? DataType.VARCHAR : DataType.BIGINT, false),
        new Field("second", DataType.BIGINT, false));
    Random random = new Random(1);
    List<RecordBatch> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      batches.add(batch(schema, random));
    }
    List<SortField> fields = new ArrayList<>();
    fields.add(RowOrdering.field(schema, 0, false, false));
    if (key == Key.PAIR) {
      fields.add(RowOrdering.field(schema, 1, true, false));
    }
    ReplayExec leaf = new ReplayExec(schema, batches, 1);
    plan = new SortExec(fields, OptionalLong.empty(), false, leaf);
    firstHundred = new SortExec(fields, OptionalLong.of(100), false, leaf);
    check(RowOrdering.comparator(fields));
  }

  private RecordBatch batch(Schema schema, Random random) {
    LongVector keys = new LongVector(DataType.BIGINT, BATCH_SIZE);
    LongVector seconds = new LongVector(DataType.BIGINT, BATCH_SIZE);
    BytesVector texts = new BytesVector(DataType.VARCHAR, BATCH_SIZE);
    for (int row = 0; row < BATCH_SIZE; row++) {
      keys.values()[row] = key == Key.PAIR ? random.nextInt(50) : random.nextLong();
      seconds.values()[row] = random.nextLong();
      byte[] text =
          "customer#%06d".formatted(random.nextInt(ROWS)).getBytes(StandardCharsets.UTF_8);
      texts.append(text, 0, text.length);
    }
    keys.setLength(BATCH_SIZE);
    seconds.setLength(BATCH_SIZE);
    return RecordBatch.of(schema, BATCH_SIZE, key == Key.TEXT ? texts : keys, seconds);
  }

  private void check(Comparator<List<@Nullable Object>> order) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (RecordBatchStream stream = plan.execute(0, context)) {
      for (Poll poll = stream.poll(); !(poll instanceof Poll.End); poll = stream.poll()) {
        if (poll instanceof Poll.Ready ready) {
          rows.addAll(ready.batch().rows());
        }
      }
    }
    boolean isSorted = rows.size() == ROWS;
    for (int i = 1; isSorted && i < rows.size(); i++) {
      isSorted = order.compare(rows.get(i - 1), rows.get(i)) <= 0;
    }
    if (!isSorted || ReplayExec.countRows(firstHundred, context) != 100) {
      throw new IllegalStateException("the rows are not sorted");
    }
  }

  /** Checks that nothing is left. */
  @TearDown(Level.Trial)
  public void closeContext() {
    context.close();
  }

  /** All rows in order. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long sort() {
    return ReplayExec.countRows(plan, context);
  }

  /** The first hundred rows. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long top() {
    return ReplayExec.countRows(firstHundred, context);
  }
}
