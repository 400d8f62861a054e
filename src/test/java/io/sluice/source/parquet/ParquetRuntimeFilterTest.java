package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.source.DuckDb;
import io.sluice.source.ScanTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scan with a runtime filter gives the rows whose value passes, with all types beside it, and no others. */
class ParquetRuntimeFilterTest {
  private static final int ROWS = 6000;
  private static final int FILTER = 7;

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

  private static ParquetExec scan(Path file) {
    TableProvider table = new ParquetFormat().open(List.of(file.toString()), CONFIG);
    List<Integer> all = IntStream.range(0, table.schema().size()).boxed().toList();
    return (ParquetExec) table.scan(new ScanRequest(all, List.of(), OptionalLong.empty(), CONFIG));
  }

  private static final ConfigValues CONFIG =
      ConfigValues.of(SessionOptions.ALL).with(SessionOptions.TARGET_PARTITIONS, 1L);

  private static RuntimeFilter filter(long... keys) {
    return RuntimeFilter.of(keys, 0, 1, keys.length, 1);
  }

  /** Batches are kept to the end, so that one that is written to again is noticed. */
  private static List<List<Object>> read(ParquetExec scan, int batchSize, RuntimeFilter filter) {
    List<RecordBatch> kept = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    try (ScanTask task =
        new ScanTask(ScanTask.config(batchSize), DistributedTaskContext.SINGLE, 1L << 30)) {
      task.runtimeFilters().add(FILTER, 1, filter);
      boolean[] keeps = {true};
      task.read(scan, batch -> {
        // Some are kept, some not.
        keeps[0] = !keeps[0];
        if (keeps[0]) {
          kept.add(batch.retain());
        } else {
          rows.addAll(batch.rows());
        }
      });
      kept.forEach(batch -> rows.addAll(batch.rows()));
      kept.forEach(RecordBatch::release);
    }
    return sorted(rows);
  }

  private static List<List<Object>> sorted(List<List<Object>> rows) {
    return rows.stream().sorted(Comparator.comparing(row -> (Long) row.get(0))).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "snappy, v1, 2048, 8192, ''",
    "zstd, v2, 2048, 500, ''",
    "uncompressed, v1, 100000, 8192, ', DICTIONARY_SIZE_LIMIT 1'",
    "lz4_raw, v2, 4096, 64, ', DICTIONARY_SIZE_LIMIT 1000000'",
    "snappy, v1, 2048, 3, ', DICTIONARY_SIZE_LIMIT 1'"
  })
  void givesTheRowsThatPassWithAllTypes(
      String codec, String version, int rowGroupRows, int batchSize, String dictionary) {
    String query = ParquetScanTest.EVERY_TYPE.formatted(ROWS);
    Path file = duckDb.copy(
        query,
        directory.resolve("filtered.parquet"),
        "FORMAT parquet, COMPRESSION %s, PARQUET_VERSION %s, ROW_GROUP_SIZE %d%s"
            .formatted(codec, version, rowGroupRows, dictionary));
    ParquetExec scan = scan(file);
    List<List<Object>> all = duckDb.rows(query, scan.schema());
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (String column : List.of("id", "int", "big", "small", "always_null")) {
      int index = scan.schema().indexOf(column);
      for (double share : new double[] {0, 0.0005, 0.01, 0.2, 0.5, 1}) {
        long[] keys = all.stream()
            .map(row -> row.get(index))
            .filter(value -> value != null && random.nextDouble() < share)
            .mapToLong(value -> ((Number) value).longValue())
            .toArray();
        RuntimeFilter filter = filter(keys);
        ParquetExec filtered = scan.withRuntimeFilter(new FilteredColumn(FILTER, index));
        List<List<Object>> actual = read(filtered, batchSize, filter);
        Set<Object> ids = actual.stream().map(row -> row.get(0)).collect(Collectors.toSet());
        String name = "seed %d, %s of column %s".formatted(seed, share, column);
        assertThat(actual)
            .as(name)
            .isEqualTo(all.stream().filter(row -> ids.contains(row.get(0))).toList());
        Set<Long> known = Arrays.stream(keys).boxed().collect(Collectors.toSet());
        for (List<Object> row : all) {
          Number value = (Number) row.get(index);
          boolean isGiven = ids.contains(row.get(0));
          // A filter may let others pass, but a row group is left out by the bounds of the keys.
          if (value == null || !filter.mayContain(value.longValue())) {
            assertThat(isGiven).as("%s: %s", name, value).isFalse();
          } else if (known.contains(value.longValue())) {
            assertThat(isGiven).as("%s: %s", name, value).isTrue();
          }
        }
      }
    }
  }

  @Test
  void severalFiltersAllDecide() {
    String query =
        "SELECT i AS id, i % 100 AS a, (i % 77)::INTEGER AS b, 'v' || i AS c FROM range(20000) t(i)";
    Path file = duckDb.copy(
        query, directory.resolve("several.parquet"), "FORMAT parquet, ROW_GROUP_SIZE 4096");
    ParquetExec scan = scan(file);
    ParquetExec filtered = scan.withRuntimeFilter(new FilteredColumn(FILTER, 1))
        .withRuntimeFilter(new FilteredColumn(FILTER + 1, 2));
    List<List<Object>> rows = new ArrayList<>();
    try (ScanTask task = ScanTask.ofBatchSize(1000)) {
      task.runtimeFilters().add(FILTER, 1, filter(3, 5, 8));
      // The second is not complete: it has two parts.
      task.runtimeFilters().add(FILTER + 1, 2, filter(1));
      task.read(filtered, batch -> rows.addAll(batch.rows()));
    }
    assertThat(sorted(rows))
        .isEqualTo(duckDb.rows(query + " WHERE i % 100 IN (3, 5, 8)", scan.schema()));
    rows.clear();
    try (ScanTask task = ScanTask.ofBatchSize(1000)) {
      task.runtimeFilters().add(FILTER, 1, filter(3, 5, 8));
      task.runtimeFilters().add(FILTER + 1, 2, filter(1));
      task.runtimeFilters().add(FILTER + 1, 2, filter(70));
      task.read(filtered, batch -> rows.addAll(batch.rows()));
    }
    assertThat(sorted(rows))
        .isNotEmpty()
        .isEqualTo(duckDb.rows(
            query + " WHERE i % 100 IN (3, 5, 8) AND i % 77 IN (1, 70)", scan.schema()));
  }

  @Test
  void aFilterThatComesInTheMidstIsUsedFromThenOn() {
    Path file = duckDb.copy(
        "SELECT i AS id, 'v' || i AS c FROM range(20000) t(i)",
        directory.resolve("late.parquet"),
        "FORMAT parquet, ROW_GROUP_SIZE 4096");
    ParquetExec scan = scan(file).withRuntimeFilter(new FilteredColumn(FILTER, 0));
    List<List<Object>> rows = new ArrayList<>();
    try (ScanTask task = ScanTask.ofBatchSize(1000);
        RecordBatchStream stream = scan.execute(0, task)) {
      RecordBatch first = ScanTask.firstBatch(stream);
      assertThat(first.rowCount()).isEqualTo(1000);
      task.runtimeFilters().add(FILTER, 1, filter(5, 19_000));
      ScanTask.read(stream, batch -> rows.addAll(batch.rows()));
    }
    assertThat(rows).containsExactly(List.of(19_000L, "v19000"));
  }

  @Test
  void rowGroupsWithoutAKeyAreNotOpened() {
    Path file = duckDb.copy(
        "SELECT i AS id, DATE '2000-01-01' + (i // 16)::INTEGER AS day, (i / 4)::DECIMAL(12, 2) AS price FROM range(40960) t(i)",
        directory.resolve("groups.parquet"),
        "FORMAT parquet, ROW_GROUP_SIZE 4096");
    ParquetExec scan = scan(file);
    assertThat(scan.splits()).hasSize(10);
    long day = java.time.LocalDate.of(2000, 1, 1).toEpochDay();
    assertThat(groupsThatMayMatch(scan, 0, 5, 8000)).containsExactly(0, 1);
    assertThat(groupsThatMayMatch(scan, 0, 4095, 40_960)).containsExactly(0);
    assertThat(groupsThatMayMatch(scan, 1, day + 256, day + 257)).containsExactly(1);
    assertThat(groupsThatMayMatch(scan, 2, 0, 36_864 * 25)).containsExactly(0, 9);
    assertThat(groupsThatMayMatch(scan, 0)).isEmpty();
  }

  private static List<Integer> groupsThatMayMatch(ParquetExec scan, int column, long... keys) {
    io.sluice.plan.runtimefilter.RuntimeFilters known =
        new io.sluice.plan.runtimefilter.RuntimeFilters();
    ScanFilters filters = new ScanFilters(
        scan.schema(), List.of(), List.of(new FilteredColumn(FILTER, column)), known);
    filters.refresh();
    assertThat(scan.splits()).allMatch(filters::mayMatch);
    known.add(FILTER, 1, filter(keys));
    filters.refresh();
    return scan.splits().stream()
        .filter(filters::mayMatch)
        .map(RowGroupSplit::index)
        .toList();
  }
}
