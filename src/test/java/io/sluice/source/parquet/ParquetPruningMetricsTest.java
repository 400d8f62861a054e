package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.DuckDb;
import io.sluice.source.parquet.write.ParquetCompression;
import io.sluice.source.parquet.write.ParquetWriteOptions;
import io.sluice.testing.EmbeddedEngine;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EXPLAIN ANALYZE tells how many row groups and pages a scan left out, on one worker and on several. */
@Timeout(120)
class ParquetPruningMetricsTest {
  /** 128 rows of 8 bytes to a page, 32 pages to a chunk. */
  private static final ParquetWriteOptions SMALL_PAGES =
      ParquetWriteOptions.DEFAULT.withRowGroupRows(4096).withPageBytes(1024);

  @TempDir
  static Path directory;

  private static String analyzed(EmbeddedEngine engine, String query) {
    return engine.rows("EXPLAIN ANALYZE " + query).stream()
        .map(row -> String.valueOf(row.get(0)))
        .collect(Collectors.joining("\n"));
  }

  /** What scans counted of a metric; 0 where it is not shown. */
  private static long metric(String plan, String name) {
    Matcher matcher =
        Pattern.compile("ParquetExec: .*metrics=\\[.*\\b" + name + "=(\\d+)").matcher(plan);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static Path sorted(int rowCount, ParquetWriteOptions options) {
    Path file = directory.resolve("sorted.parquet");
    try (DuckDb duckDb = new DuckDb()) {
      Path rows = duckDb.copy(
          "SELECT i, i % 10 AS digit FROM range(" + rowCount + ") t(i)",
          directory.resolve("rows.parquet"),
          "FORMAT parquet");
      PruningTable.copy(rows, file, options.withDictionaryBytes(0));
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void statisticsLeaveOutRowGroupsAndPageIndexesPages(int workers) {
    Path file = sorted(40_960, SMALL_PAGES);
    try (EmbeddedEngine engine = EmbeddedEngine.of(workers, 2)) {
      String plan =
          analyzed(engine, "SELECT digit FROM '" + file + "' WHERE i BETWEEN 5000 AND 5010");
      assertThat(metric(plan, "row_groups_pruned")).as(plan).isEqualTo(9);
      assertThat(metric(plan, "row_groups_read")).as(plan).isEqualTo(1);
      assertThat(metric(plan, "pages_pruned")).as(plan).isEqualTo(2 * 31);
      assertThat(metric(plan, "output_rows")).as(plan).isEqualTo(11);
    }
  }

  @Test
  void pagesThatAreLeftOutAreNotRead() {
    Path file = sorted(
        400_000,
        ParquetWriteOptions.DEFAULT
            .withCompression(ParquetCompression.UNCOMPRESSED)
            .withRowGroupRows(400_000)
            .withPageBytes(16 << 10));
    try (EmbeddedEngine engine = EmbeddedEngine.of(1, 1)) {
      String query = "SELECT digit FROM '" + file + "' WHERE i BETWEEN 300000 AND 300010";
      String plan = analyzed(engine, query);
      // Of two times 196 pages two, and the indexes.
      assertThat(metric(plan, "pages_pruned")).as(plan).isEqualTo(2 * 195);
      assertThat(metric(plan, "bytes_read")).as(plan).isBetween(2 * 16_384L, 6 * 16_384L);
      engine.rows("SET parquet.max_page_index_bytes = 0");
      String whole = analyzed(engine, query);
      assertThat(metric(whole, "pages_pruned")).as(whole).isZero();
      assertThat(metric(whole, "bytes_read")).as(whole).isGreaterThan(300_000L * Long.BYTES);
    }
  }

  @Test
  void pagesAreLeftOutByTheKeysOfAJoin() {
    Path file = sorted(40_960, SMALL_PAGES);
    try (EmbeddedEngine engine = EmbeddedEngine.of(1, 1)) {
      String query =
          "SELECT digit FROM '" + file + "' JOIN (VALUES (5000), (5001)) AS v(k) ON i = k";
      String plan = analyzed(engine, query);
      assertThat(metric(plan, "row_groups_pruned")).as(plan).isEqualTo(9);
      assertThat(metric(plan, "pages_pruned")).as(plan).isEqualTo(2 * 31);
      assertThat(engine.rows(query)).hasSize(2);
    }
  }

  @Test
  void rowGroupsThatBloomFiltersLeaveOutCountAsPruned() {
    Path file = directory.resolve("bloom.parquet");
    try (DuckDb duckDb = new DuckDb()) {
      duckDb.copy(
          "SELECT 2 * (i % 100) AS even FROM range(20480) t(i)",
          file, "FORMAT parquet, ROW_GROUP_SIZE 2048, BLOOM_FILTER_FALSE_POSITIVE_RATIO 0.001");
    }
    try (EmbeddedEngine engine = EmbeddedEngine.of(1, 2)) {
      String plan = analyzed(engine, "SELECT even FROM '" + file + "' WHERE even = 77");
      assertThat(metric(plan, "row_groups_pruned")).as(plan).isEqualTo(10);
      assertThat(metric(plan, "row_groups_read")).as(plan).isZero();
    }
  }
}
