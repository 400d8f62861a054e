package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.PlanCodec;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.source.DuckDb;
import io.sluice.source.ScanTask;
import io.sluice.source.parquet.page.ChunkLocation;
import io.sluice.source.parquet.write.ParquetCompression;
import io.sluice.source.parquet.write.ParquetWriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans that leave pages and row groups out give the rows that scans of everything give, whatever the data and the conditions. */
class PageIndexPruningTest {
  private static final int FILTER = 5;
  private static final long POOL_BYTES = 1L << 30;

  @TempDir
  Path directory;

  private static RuntimeFilter filter(long... keys) {
    return RuntimeFilter.of(keys, 0, 1, keys.length, 1);
  }

  private Path write(PruningTable table, Random random) throws IOException {
    Path file = directory.resolve("table.parquet");
    Files.deleteIfExists(file);
    table.write(
        file,
        new ParquetWriteOptions(
            ParquetCompression.values()[random.nextInt(ParquetCompression.values().length)],
            1 + random.nextInt(table.rows().size()),
            1 << 24,
            64 << random.nextInt(8),
            random.nextBoolean() ? 0 : 1 << random.nextInt(14)));
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  /** The same rows as DuckDB writes them, with Bloom filters. */
  private Path writeByDuckDb(Path file, Random random) throws IOException {
    Path copy = directory.resolve("copy.parquet");
    try (DuckDb duckDb = new DuckDb()) {
      duckDb.copy(
          "SELECT * FROM '%s'".formatted(file),
          copy,
          "FORMAT parquet, ROW_GROUP_SIZE 2048, DICTIONARY_SIZE_LIMIT %d, BLOOM_FILTER_FALSE_POSITIVE_RATIO 0.05"
              .formatted(1 + random.nextInt(3000)));
    }
    return Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minusSeconds(60)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rowsAreThoseOfAScanWithoutPruning(boolean isOfDuckDb) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int limitedScans = 0;
    for (int run = 0; run < 30; run++) {
      boolean isLarge = run % 10 == 0;
      PruningTable table = new PruningTable(random, 1 + random.nextInt(isLarge ? 90_000 : 12_000));
      Path own = write(table, random);
      Path file = isOfDuckDb ? writeByDuckDb(own, random) : own;
      MemoryPool pool = new MemoryPool(POOL_BYTES, random.nextBoolean() ? 0 : 64L << 20);
      for (int query = 0; query < 40; query++) {
        List<PhysicalExpression> conditions = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          conditions.add(table.condition());
        }
        boolean isFiltered = random.nextInt(3) == 0;
        RuntimeFilter keys = isFiltered ? keys(table, random) : filter();
        int columns = PruningTable.SCHEMA.size() - random.nextInt(2);
        String name = "seed %d, run %d, query %d: %s".formatted(seed, run, query, conditions);
        ConfigValues config = PruningTable.CONFIG
            .with(SessionOptions.BATCH_SIZE, (long) (1 + random.nextInt(3000)))
            .with(ParquetConfig.READ_AHEAD_BYTES, 64L << 10 + random.nextInt(7));
        ParquetExec scan = PruningTable.scan(file, columns, conditions, config);
        ParquetExec everything = PruningTable.scan(file, columns, List.of(), config);
        if (isFiltered) {
          scan = scan.withRuntimeFilter(new FilteredColumn(FILTER, 0));
          everything = everything.withRuntimeFilter(new FilteredColumn(FILTER, 0));
        }
        List<List<Object>> expected = PruningTable.read(
            everything,
            conditions,
            FILTER,
            keys,
            PruningTable.CONFIG_WITHOUT,
            new MemoryPool(POOL_BYTES));
        List<List<Object>> actual = PruningTable.read(scan, conditions, FILTER, keys, config, pool);
        assertThat(passing(actual, isFiltered, keys))
            .as(name)
            .isEqualTo(passing(expected, isFiltered, keys));
        limitedScans += isLimited(scan, keys) ? 1 : 0;
      }
    }
    // DuckDB's files have Bloom filters only, which leave out whole row groups.
    assertThat(limitedScans).as("seed %d", seed).isGreaterThan(isOfDuckDb ? 10 : 300);
  }

  /** The rows that pass a runtime filter, which a scan may stop to apply to single rows. */
  private static List<List<Object>> passing(
      List<List<Object>> rows, boolean isFiltered, RuntimeFilter keys) {
    return rows.stream()
        .filter(row -> !isFiltered || keys.mayContain((Long) row.get(0)))
        .toList();
  }

  private static RuntimeFilter keys(PruningTable table, Random random) {
    return filter(random
        .ints(random.nextInt(6), 0, table.rows().size())
        .mapToObj(row -> table.rows().get(row).get(0))
        .mapToLong(value -> (Long) value)
        .toArray());
  }

  private static boolean isLimited(ParquetExec scan, RuntimeFilter keys) {
    try (ScanTask task = ScanTask.ofBatchSize(100)) {
      task.runtimeFilters().add(FILTER, 1, keys);
      ScanFilters filters = new ScanFilters(
          scan.schema(), scan.conditions(), scan.runtimeFilters(), task.runtimeFilters());
      filters.refresh();
      return scan.splits().stream()
          .anyMatch(
              split -> filters.pruner(split, task).find().rows().rowCount() < split.rowCount());
    }
  }

  @Test
  void theIndexesTravelWithThePlan() throws IOException {
    Random random = new Random(3);
    Path file = writeByDuckDb(write(new PruningTable(random, 5000), random), random);
    Path own = write(new PruningTable(random, 5000), random);
    PlanCodec codec = new PlanCodec(new ParquetExtension().codecs());
    for (Path path : List.of(file, own)) {
      ParquetExec scan =
          PruningTable.scan(path, PruningTable.SCHEMA.size(), List.of(), PruningTable.CONFIG);
      assertThat(scan.splits())
          .flatExtracting(RowGroupSplit::chunks)
          .extracting(ChunkLocation::indexes)
          .anyMatch(indexes -> path == own
              ? indexes.columnIndex().isPresent() && indexes.offsetIndex().isPresent()
              : indexes.bloomFilter().isPresent());
      assertThat(codec.decode(codec.encode(scan))).isEqualTo(scan);
    }
  }

  @Test
  void indexesAndPagesThatAreKeptAreNotReadAgain() throws IOException {
    Random random = new Random(9);
    PruningTable table = new PruningTable(random, 8000);
    Path file = write(table, random);
    MemoryPool pool = new MemoryPool(POOL_BYTES, POOL_BYTES);
    List<ParquetExec> scans = new ArrayList<>();
    List<List<PhysicalExpression>> conditions = new ArrayList<>();
    List<List<List<Object>>> rows = new ArrayList<>();
    while (scans.size() < 10) {
      List<PhysicalExpression> some = List.of(table.condition());
      ParquetExec scan =
          PruningTable.scan(file, PruningTable.SCHEMA.size(), some, PruningTable.CONFIG);
      if (isLimited(scan, filter())) {
        scans.add(scan);
        conditions.add(some);
        rows.add(PruningTable.read(scan, some, FILTER, filter(), PruningTable.CONFIG, pool));
      }
    }
    assertThat(rows).anyMatch(some -> !some.isEmpty());
    Files.delete(file);
    for (int i = 0; i < scans.size(); i++) {
      assertThat(PruningTable.read(
              scans.get(i), conditions.get(i), FILTER, filter(), PruningTable.CONFIG, pool))
          .isEqualTo(rows.get(i));
    }
  }
}
