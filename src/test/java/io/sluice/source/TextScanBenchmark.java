package io.sluice.source;

import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.extension.Extension;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.csv.CsvExtension;
import io.sluice.source.json.JsonExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Reads columns of a text file of eight columns, which the system keeps in memory, per row: of CSV 80 bytes, of JSON 165. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
public class TextScanBenchmark {
  private static final int ROWS = 200_000;

  /** How the file is written. */
  public enum Format {
    CSV("HEADER", "csv"),
    NEWLINE_DELIMITED("FORMAT json", "ndjson"),
    ARRAY("FORMAT json, ARRAY true", "json");

    final String options;
    final String ending;

    Format(String options, String ending) {
      this.options = options;
      this.ending = ending;
    }

    Extension extension() {
      return this == CSV ? new CsvExtension() : new JsonExtension();
    }
  }

  @Param
  public Format format = Format.CSV;

  /** How many of the columns are read. */
  @Param({"1", "8"})
  public int columns = 1;

  private Path directory;
  private ConfigValues config;
  private ExecutionPlan scan;

  @Setup(Level.Trial)
  public void prepare() throws IOException {
    directory = Files.createTempDirectory("text-scan");
    Path file = directory.resolve("rows." + format.ending);
    try (DuckDb duckDb = new DuckDb()) {
      duckDb.copy(
          "SELECT i AS orderkey, i * 7919 % 200000 AS partkey, (i % 5000000 / 100.0)::DOUBLE AS price, i % 11 / 100.0 AS discount,"
              + " ['N', 'R', 'A'][1 + i % 3] AS flag, DATE '1992-01-01' + (i % 2500)::INTEGER AS shipped,"
              + " i % 2 = 0 AS urgent, 'carefully regular deposits ' || i % 1000 AS remark FROM range("
              + ROWS + ") t(i)",
          file,
          format.options);
    }
    Extension extension = format.extension();
    List<ConfigOption<?>> options = new ArrayList<>(SessionOptions.ALL);
    extension.configExtensions().forEach(owned -> options.addAll(owned.options()));
    config = ConfigValues.of(options).with(SessionOptions.TARGET_PARTITIONS, 1L);
    TableProvider table = extension.fileFormats().get(0).open(List.of(file.toString()), config);
    // The price first, which is a number of any form.
    List<Integer> projection =
        IntStream.range(0, columns).map(column -> (column + 2) % 8).boxed().toList();
    scan = table.scan(new ScanRequest(projection, List.of(), OptionalLong.empty(), config));
  }

  @TearDown(Level.Trial)
  public void remove() throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long read() {
    long[] rows = new long[1];
    try (ScanTask task = new ScanTask(config, DistributedTaskContext.SINGLE, 1L << 30)) {
      task.read(scan, batch -> rows[0] += batch.rowCount());
    }
    return rows[0];
  }
}
