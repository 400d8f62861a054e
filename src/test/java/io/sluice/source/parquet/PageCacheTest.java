package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.source.DuckDb;
import io.sluice.source.ScanTask;
import io.sluice.source.parquet.write.ParquetCompression;
import io.sluice.source.parquet.write.ParquetWriteOptions;
import io.sluice.source.parquet.write.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scans give the same rows whether all, some or none of their pages are kept since an earlier scan. */
class PageCacheTest {
  private static final int ROWS = 9000;
  private static final int FILTER = 3;
  private static final long POOL_BYTES = 1L << 30;
  private static final ConfigValues CONFIG =
      ConfigValues.of(SessionOptions.ALL).with(SessionOptions.TARGET_PARTITIONS, 1L);

  @TempDir
  static Path directory;

  private static DuckDb duckDb;

  @BeforeAll
  static void open() {
    duckDb = new DuckDb();
  }

  @AfterAll
  static void close() {
    duckDb.close();
  }

  /** As if it had been written earlier: what was written just now is not kept. */
  private static Path settled(Path file) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private static ParquetExec scan(Path file, List<Integer> projection) {
    TableProvider table = new ParquetFormat().open(List.of(file.toString()), CONFIG);
    return (ParquetExec)
        table.scan(new ScanRequest(projection, List.of(), OptionalLong.empty(), CONFIG));
  }

  private static List<Integer> allColumns(Path file) {
    int columns =
        new ParquetFormat().open(List.of(file.toString()), CONFIG).schema().size();
    return IntStream.range(0, columns).boxed().toList();
  }

  private static List<List<Object>> read(ParquetExec scan, int batchSize, MemoryPool pool) {
    return read(scan, batchSize, pool, RuntimeFilter.of(new long[0], 0, 1, 0, 1));
  }

  private static List<List<Object>> read(
      ParquetExec scan, int batchSize, MemoryPool pool, RuntimeFilter filter) {
    List<List<Object>> rows = new ArrayList<>();
    try (ScanTask task =
        new ScanTask(ScanTask.config(batchSize), DistributedTaskContext.SINGLE, pool)) {
      task.runtimeFilters().add(FILTER, 1, filter);
      task.read(scan, batch -> rows.addAll(batch.rows()));
    }
    return rows;
  }

  /** The same rows in pages of a few hundred, several to a chunk. */
  private static Path withSmallPages(Path file) {
    Path copy = directory.resolve("small-pages.parquet");
    ParquetWriteOptions options =
        new ParquetWriteOptions(ParquetCompression.SNAPPY, 3000, 1 << 20, 2000, 1000);
    ParquetExec scan = scan(file, allColumns(file));
    try (ScanTask task = ScanTask.ofBatchSize(1000);
        ParquetWriter writer = ParquetWriter.create(copy, scan.schema(), options)) {
      List<RecordBatch> kept = new ArrayList<>();
      task.read(scan, batch -> kept.add(batch.retain()));
      kept.forEach(writer::write);
      kept.forEach(RecordBatch::release);
      writer.finish();
    }
    return copy;
  }

  @ParameterizedTest
  @CsvSource({
    "snappy, v1, 2048, false",
    "zstd, v2, 4096, false",
    "uncompressed, v2, 2048, false",
    "snappy, v1, 2048, true"
  })
  void rowsAreTheSameWhateverIsKept(
      String codec, String version, int rowGroupRows, boolean hasSmallPages) throws IOException {
    Path written = duckDb.copy(
        ParquetScanTest.EVERY_TYPE.formatted(ROWS),
        directory.resolve("kept.parquet"),
        "FORMAT parquet, COMPRESSION %s, PARQUET_VERSION %s, ROW_GROUP_SIZE %d"
            .formatted(codec, version, rowGroupRows));
    Path file = settled(hasSmallPages ? withSmallPages(written) : written);
    List<Integer> all = allColumns(file);
    List<List<Object>> expected = read(scan(file, all), 1000, new MemoryPool(POOL_BYTES));
    assertThat(expected).hasSize(ROWS);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (long cacheBytes : new long[] {0, 100_000, 400_000, 64 << 20}) {
      MemoryPool pool = new MemoryPool(POOL_BYTES, cacheBytes);
      for (int run = 0; run < 25; run++) {
        List<Integer> projection = new ArrayList<>(all);
        Collections.shuffle(projection, random);
        projection = projection.subList(0, 1 + random.nextInt(all.size()));
        int id = projection.indexOf(0);
        int from = random.nextInt(ROWS);
        int to = from + random.nextInt(ROWS - from);
        boolean isFiltered = id >= 0 && random.nextBoolean();
        ParquetExec scan = scan(file, projection);
        RuntimeFilter filter = RuntimeFilter.of(
            IntStream.range(from, to).asLongStream().toArray(), 0, 1, to - from, 1);
        if (isFiltered) {
          scan = scan.withRuntimeFilter(new FilteredColumn(FILTER, id));
        }
        List<List<Object>> rows = read(scan, 1 + random.nextInt(3000), pool, filter);
        String name = "seed %d, cache of %d bytes, run %d".formatted(seed, cacheBytes, run);
        assertThat(rows)
            .as(name)
            .isEqualTo(project(isFiltered ? expected.subList(from, to) : expected, projection));
        assertThat(pool.cache().bytes()).as(name).isLessThanOrEqualTo(cacheBytes);
      }
      assertThat(pool.cache().bytes() > 0).isEqualTo(cacheBytes > 0);
    }
  }

  private static List<List<Object>> project(List<List<Object>> rows, List<Integer> columns) {
    List<List<Object>> projected = new ArrayList<>();
    for (List<Object> row : rows) {
      List<Object> values = new ArrayList<>();
      columns.forEach(column -> values.add(row.get(column)));
      projected.add(values);
    }
    return projected;
  }

  @Test
  void aFileThatIsWrittenAnewIsReadAnew() throws IOException {
    MemoryPool pool = new MemoryPool(POOL_BYTES, POOL_BYTES);
    Path file = directory.resolve("anew.parquet");
    for (int i = 0; i < 5; i++) {
      duckDb.copy("SELECT " + i + "::BIGINT AS a", file, "FORMAT parquet");
      assertThat(read(scan(file, List.of(0)), 10, pool)).containsExactly(List.of((long) i));
      assertThat(pool.cache().bytes()).isZero();
    }
    settled(file);
    assertThat(read(scan(file, List.of(0)), 10, pool)).containsExactly(List.of(4L));
    assertThat(pool.cache().bytes()).isPositive();
  }

  @Test
  void aPageThatIsKeptIsNotReadAgain() throws IOException {
    MemoryPool pool = new MemoryPool(POOL_BYTES, POOL_BYTES);
    Path file = settled(duckDb.copy(
        "SELECT i, 'text ' || i % 10 AS t FROM range(5000) t(i)",
        directory.resolve("gone.parquet"), "FORMAT parquet, ROW_GROUP_SIZE 2048"));
    ParquetExec scan = scan(file, List.of(0, 1));
    List<List<Object>> rows = read(scan, 1000, pool);
    Files.delete(file);
    assertThat(read(scan, 1000, pool)).isEqualTo(rows).hasSize(5000);
  }
}
