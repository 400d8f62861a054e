package io.sluice.source.parquet.write;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.extension.ScanRequest;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.ScanTask;
import io.sluice.source.parquet.ParquetExtension;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.Encoding;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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

/** Writes and reads a file of one column, which the system keeps in memory, per row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class ParquetBenchmark {
  private static final int BATCH_SIZE = 8192;
  private static final int BATCHES = 60;
  private static final int ROWS = BATCH_SIZE * BATCHES;
  private static final ConfigValues CONFIG =
      ConfigValues.of(SessionOptions.ALL).with(SessionOptions.TARGET_PARTITIONS, 1L);

  /** What the column holds; NULLs in one of seven rows where its name says so. */
  public enum Column {
    /** All are different. */
    BIGINT_PLAIN,
    BIGINT_DICTIONARY,
    BIGINT_NULLS,
    DECIMAL_WIDE,
    DOUBLE_PLAIN,
    VARCHAR_PLAIN,
    VARCHAR_DICTIONARY,
    VARCHAR_NULLS;

    DataType type() {
      return switch (this) {
        case BIGINT_PLAIN, BIGINT_DICTIONARY, BIGINT_NULLS -> DataType.BIGINT;
        case DECIMAL_WIDE -> DataType.decimal(38, 2);
        case DOUBLE_PLAIN -> DataType.DOUBLE;
        case VARCHAR_PLAIN, VARCHAR_DICTIONARY, VARCHAR_NULLS -> DataType.VARCHAR;
      };
    }

    boolean isNullable() {
      return name().endsWith("NULLS");
    }

    int distinctCount() {
      return name().endsWith("DICTIONARY") ? 1000 : 100_000_000;
    }
  }

  @Param
  public Column column = Column.BIGINT_PLAIN;

  private final List<RecordBatch> batches = new ArrayList<>();
  private Path file;
  private Path other;
  private ExecutionPlan scan;

  /** Writes a file, and checks that it comes back. */
  @Setup(Level.Trial)
  public void makeFile() throws IOException {
    Schema schema = Schema.of(new Field("c", column.type(), column.isNullable()));
    BatchGenerator generator = new BatchGenerator(schema, 1)
        .withEncoding(Encoding.FLAT)
        .withoutEdgeValues()
        .withDistinctCount(column.distinctCount());
    List<List<Object>> expected = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      RecordBatch batch = generator.batch(BATCH_SIZE);
      batches.add(batch);
      expected.addAll(batch.rows());
    }
    file = Files.createTempFile("benchmark", ".parquet");
    other = Files.createTempFile("benchmark", ".parquet");
    write(file);
    scan = new ParquetExtension()
        .fileFormats()
        .get(0)
        .open(List.of(file.toString()), CONFIG)
        .scan(new ScanRequest(List.of(0), List.of(), OptionalLong.empty(), CONFIG));
    if (!ScanTask.rows(scan, BATCH_SIZE, 1).equals(expected)) {
      throw new IllegalStateException("the rows that come back are others");
    }
  }

  private long write(Path path) {
    try (ParquetWriter writer =
        ParquetWriter.create(path, batches.get(0).schema(), ParquetWriteOptions.DEFAULT)) {
      batches.forEach(writer::write);
      return writer.finish().byteCount();
    }
  }

  /** Removes the files. */
  @TearDown(Level.Trial)
  public void removeFiles() throws IOException {
    Files.delete(file);
    Files.delete(other);
  }

  /** All rows to a file. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long write() {
    return write(other);
  }

  /** All rows of a file. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long read() {
    long[] rows = new long[1];
    try (ScanTask task = ScanTask.ofBatchSize(BATCH_SIZE)) {
      task.read(scan, batch -> rows[0] += batch.rowCount());
    }
    return rows[0];
  }
}
