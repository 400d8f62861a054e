package io.sluice.operator.window;

import io.sluice.column.LongVector;
import io.sluice.column.RecordBatch;
import io.sluice.expression.ColumnExpression;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.ReplayExec;
import io.sluice.testing.RowOrdering;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/** Sums of BIGINTs over the frames of windows of 1,000 rows, per row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class WindowSumBenchmark {
  private static final int BATCH_SIZE = 8192;
  private static final int BATCHES = 32;
  private static final int ROWS = BATCH_SIZE * BATCHES;
  private static final int WINDOW_ROWS = 1000;
  private static final int MOVING_ROWS = 100;

  private static final Schema SCHEMA = Schema.of(
      new Field("window", DataType.BIGINT, false),
      new Field("position", DataType.BIGINT, false),
      new Field("number", DataType.BIGINT, false));

  /** The rows whose numbers a sum has. */
  public enum Frame {
    /** All rows of the window. */
    WHOLE,
    /** The rows so far. */
    RUNNING,
    /** The row and the hundred before it. */
    MOVING;

    WindowFrame frame() {
      return switch (this) {
        case WHOLE -> WindowFrame.WHOLE_PARTITION;
        case RUNNING -> rows(FrameBound.UNBOUNDED_PRECEDING);
        case MOVING -> rows(FrameBound.preceding(MOVING_ROWS));
      };
    }

    private static WindowFrame rows(FrameBound start) {
      return new WindowFrame(
          FrameUnits.ROWS, start, FrameBound.CURRENT_ROW, FrameExclusion.NO_OTHERS);
    }

    /** The sum at a row, the slow way. */
    long sum(long[] numbers, int row) {
      int start = row / WINDOW_ROWS * WINDOW_ROWS;
      int end = this == WHOLE ? Math.min(start + WINDOW_ROWS, numbers.length) : row + 1;
      int from = this == MOVING ? Math.max(start, row - MOVING_ROWS) : start;
      long sum = 0;
      for (int i = from; i < end; i++) {
        sum += numbers[i];
      }
      return sum;
    }
  }

  @Param
  public Frame frame = Frame.WHOLE;

  private final long[] numbers = new Random(1).longs(ROWS, -1000, 1000).toArray();
  private WindowExec plan;
  private TestTaskContext context;

  /** Makes the input, and checks the sums once. */
  @Setup(Level.Trial)
  public void makePlan() {
    context = TestTaskContext.ofBatchSize(BATCH_SIZE);
    List<RecordBatch> batches = new ArrayList<>();
    for (int first = 0; first < ROWS; first += BATCH_SIZE) {
      batches.add(batch(first));
    }
    plan = new WindowExec(
        List.of(column(0)),
        List.of(RowOrdering.field(SCHEMA, 1, false, false)),
        List.of(new WindowCall(
            WindowFunction.SUM,
            List.of(column(2)),
            false,
            false,
            frame.frame(),
            DataType.decimal(38, 0),
            "sum")),
        new ReplayExec(SCHEMA, batches, 1));
    check();
  }

  private static ColumnExpression column(int index) {
    return new ColumnExpression(SCHEMA.field(index).name(), index, SCHEMA.type(index), false);
  }

  private RecordBatch batch(int first) {
    LongVector windows = new LongVector(DataType.BIGINT, BATCH_SIZE);
    LongVector positions = new LongVector(DataType.BIGINT, BATCH_SIZE);
    LongVector values = new LongVector(DataType.BIGINT, BATCH_SIZE);
    for (int row = 0; row < BATCH_SIZE; row++) {
      long position = (long) first + row;
      windows.values()[row] = position / WINDOW_ROWS;
      positions.values()[row] = position;
      values.values()[row] = numbers[first + row];
    }
    windows.setLength(BATCH_SIZE);
    positions.setLength(BATCH_SIZE);
    values.setLength(BATCH_SIZE);
    return RecordBatch.of(SCHEMA, BATCH_SIZE, windows, positions, values);
  }

  private void check() {
    int row = 0;
    try (RecordBatchStream stream = plan.execute(0, context)) {
      for (Poll poll = stream.poll(); !(poll instanceof Poll.End); poll = stream.poll()) {
        if (poll instanceof Poll.Ready ready) {
          for (List<Object> values : ready.batch().rows()) {
            String expected = Long.toString(frame.sum(numbers, row));
            if (!values.get(3).toString().equals(expected)) {
              throw new IllegalStateException("row " + row + " is " + values);
            }
            row++;
          }
        }
      }
    }
    if (row != ROWS) {
      throw new IllegalStateException(row + " rows");
    }
  }

  /** Checks that nothing is left. */
  @TearDown(Level.Trial)
  public void closeContext() {
    context.close();
  }

  /** The sums of all rows. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long sum() {
    return ReplayExec.countRows(plan, context);
  }
}
