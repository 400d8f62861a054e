package io.sluice.ipc;

import io.sluice.column.RecordBatch;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.Encoding;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Batches of a BIGINT, a DECIMAL, a DATE and a VARCHAR to messages and back, per row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordBatchMessageBenchmark {
  private static final int ROWS = 8_192;

  @Param({"FLAT", "DICTIONARY", "SELECTION"})
  public Encoding encoding = Encoding.FLAT;

  @Param({"false", "true"})
  public boolean hasNulls;

  private RecordBatch batch;
  private Buffer message;
  private RecordBatchReader reader;

  /** Makes a batch, and checks that it comes back. */
  @Setup
  public void makeBatch() {
    Schema schema = Schema.of(
        new Field("number", DataType.BIGINT, hasNulls),
        new Field("price", DataType.decimal(15, 2), hasNulls),
        new Field("day", DataType.DATE, hasNulls),
        new Field("text", DataType.VARCHAR, hasNulls));
    batch = new BatchGenerator(schema, 1)
        .withEncoding(encoding)
        .withoutEdgeValues()
        .withDistinctCount(1000)
        .batch(ROWS);
    message = RecordBatchWriter.write(batch);
    reader = new RecordBatchReader(schema);
    if (!reader.read(message).rows().equals(batch.rows())) {
      throw new IllegalStateException("the rows that come back are others");
    }
  }

  /** A batch as a message. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Buffer encode() {
    return RecordBatchWriter.write(batch);
  }

  /** A batch of a message. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public RecordBatch decode() {
    return reader.read(message);
  }
}
