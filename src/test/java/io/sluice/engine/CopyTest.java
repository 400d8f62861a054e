package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.SluiceOptions;
import io.sluice.coordinator.BatchLoop;
import io.sluice.coordinator.QueryResult;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import io.sluice.testing.TestCluster;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** COPY ... TO: files of all workers that count all at once or not at all, read back here and by another engine. */
@Timeout(120)
class CopyTest {
  private static final String ORDERS =
      "SELECT number AS id, 'name ' || number AS name, number % 7 AS part, CAST(number AS DECIMAL(10, 2)) / 4 AS price,"
          + " DATE '2024-01-01' + CAST(number % 30 AS INTEGER) AS day, CASE WHEN number % 3 = 0 THEN NULL ELSE number END AS maybe"
          + " FROM numbers(0, 20000)";

  @TempDir
  Path folder;

  private final ReferenceDatabase reference = new ReferenceDatabase();
  private final EmbeddedEngine engine = new EmbeddedEngine(new SluiceOptions()
      .setWorkers(3)
      .setSetting("target_partitions", "2")
      .setSetting("bytes_per_task", "1000"));

  @AfterEach
  void stop() {
    reference.close();
    engine.close();
  }

  private static final String SUMMARY =
      "SELECT count(*), sum(id), count(DISTINCT name), sum(CAST(part AS BIGINT)), sum(CAST(price AS DECIMAL(10, 2))), max(day), count(maybe) FROM ";

  /** Names of all that is below the folder, hidden files too. */
  private List<String> files() {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      // A file went while it was listed.
      return List.of("changing");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one.parquet|",
        "one.parquet|(COMPRESSION zstd, ROW_GROUP_SIZE 3000)",
        "one.parquet|(COMPRESSION none)",
        "one.csv|",
        "one.csv|(DELIMITER ';', QUOTE '''')",
        "one.tsv|",
        "one.csv.gz|",
        "one.ndjson|",
        "one.json.gz|(ARRAY)",
        "many|",
        "many/|(FORMAT csv)",
        "many|(FORMAT json, COMPRESSION gzip)",
        "many|(PER_THREAD_OUTPUT)"
      })
  void whatIsWrittenIsReadBack(String path, String options) throws IOException {
    Path target = folder.resolve(path);
    String copy = "COPY (" + ORDERS + ") TO '" + target + (path.endsWith("/") ? "/" : "") + "' "
        + (options == null ? "" : options);
    assertThat(engine.rows(copy)).isEqualTo(List.of(List.of(20_000L)));
    String expected = SUMMARY + "(" + ORDERS + ") t";
    if (!copy.contains("QUOTE")) {
      assertThat(engine.texts(SUMMARY + "'" + target + "'")).isEqualTo(engine.texts(expected));
    }
    String file = files().get(0);
    String pattern = Files.isDirectory(target)
        ? target + "/*" + file.substring(file.indexOf('.'))
        : target.toString();
    String table = copy.contains("QUOTE")
        ? "read_csv('" + pattern + "', delim = ';', quote = '''')"
        : "'" + pattern + "'";
    assertThat(reference.rows(SUMMARY + table)).isEqualTo(engine.texts(expected));
    if (path.startsWith("many")) {
      assertThat(files()).as("files of all tasks").hasSizeGreaterThanOrEqualTo(3);
    } else {
      assertThat(files()).containsExactly(path);
    }
  }

  @Test
  void valuesOfPartitionColumnsNameDirectories() throws IOException {
    String query =
        "SELECT number AS id, CASE number % 4 WHEN 0 THEN 'a/b=c' WHEN 1 THEN 'Zürich %' WHEN 2 THEN NULL ELSE '?' END AS place,"
            + " number % 3 AS part FROM numbers(0, 1200)";
    engine.rows(
        "COPY (" + query + ") TO '" + folder.resolve("lake") + "' (PARTITION_BY (place, part))");
    assertThat(files())
        .hasSize(12)
        .anyMatch(file -> file.startsWith("lake/place=a%2Fb%3Dc/part=0/"));
    assertThat(
            reference.rows(
                "SELECT place, part, count(*), sum(id) FROM read_parquet('" + folder
                    + "/lake/**/*.parquet', hive_partitioning = true) GROUP BY ALL ORDER BY place NULLS LAST, part"))
        .isEqualTo(engine.texts("SELECT place, part, count(*), sum(id) FROM (" + query
            + ") t GROUP BY place, part ORDER BY place NULLS LAST, part"));
  }

  @Test
  void fewOpenFilesMakeMoreFilesOfTheSameRows() throws IOException {
    engine.rows("SET write.max_open_files = 2");
    engine.rows("COPY (SELECT number AS id, number % 50 AS part FROM numbers(0, 50000)) TO '"
        + folder.resolve("lake") + "' (PARTITION_BY part)");
    assertThat(files()).hasSizeGreaterThan(50);
    assertThat(engine.texts("SELECT count(*), sum(id) FROM '" + folder + "/lake/**'"))
        .isEqualTo(List.of(List.of("50000", "1249975000")));
  }

  @Test
  void aDirectoryThatHasFilesIsReplacedOrAddedToWhenTheStatementSaysSo() {
    String copy = "COPY (SELECT number FROM numbers(0, 10)) TO '" + folder.resolve("t") + "' ";
    engine.rows(copy);
    assertThatThrownBy(() -> engine.rows(copy))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.ALREADY_EXISTS))
        .hasMessageContaining("OVERWRITE");
    engine.rows(copy + "(APPEND)");
    assertThat(engine.texts("SELECT count(*) FROM '" + folder.resolve("t") + "'"))
        .isEqualTo(List.of(List.of("20")));
    engine.rows(copy + "(OVERWRITE)");
    assertThat(engine.texts("SELECT count(*) FROM '" + folder.resolve("t") + "'"))
        .isEqualTo(List.of(List.of("10")));
  }

  @Test
  void aFileIsReplaced() {
    Path file = folder.resolve("n.csv");
    engine.rows("COPY (SELECT 1 AS a) TO '" + file + "'");
    engine.rows("COPY (SELECT ? AS a) TO '" + file + "'", Literal.of(2L));
    assertThat(engine.texts("FROM '" + file + "'")).isEqualTo(List.of(List.of("2")));
  }

  @Test
  void noRowsMakeAFileWithTheColumns() throws IOException {
    engine.rows("COPY (SELECT number AS n FROM numbers(0, 10) WHERE number > 20) TO '"
        + folder.resolve("t") + "'");
    assertThat(files()).hasSize(1);
    assertThat(engine.rows("FROM '" + folder.resolve("t") + "'")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"t.parquet", "t"})
  void aStatementThatFailsLeavesWhatWasThere(String name) throws IOException {
    Path target = folder.resolve(name);
    engine.rows("COPY (SELECT 1 AS n) TO '" + target + "'");
    List<String> before = files();
    assertThatThrownBy(
            () -> engine.rows("COPY (SELECT 1 // (number - 15000) AS n FROM numbers(0, 20000)) TO '"
                + target + "' (OVERWRITE)"))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.DIVISION_BY_ZERO));
    assertThat(files()).isEqualTo(before);
    assertThat(engine.texts("FROM '" + target + "'")).isEqualTo(List.of(List.of("1")));
  }

  @Test
  void aCancelledOneLeavesNothing() throws IOException {
    Future<QueryResult> copy = engine
        .session()
        .execute(
            "COPY (SELECT number FROM numbers(0, 100000000000)) TO '" + folder.resolve("t") + "'");
    TestCluster.eventually("files are being written", 30, () -> !files().isEmpty());
    engine.sluice().coordinator().runningQueries().forEach(engine.sluice().coordinator()::cancel);
    assertThatThrownBy(() -> EmbeddedEngine.await(copy))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
    assertThat(files()).isEmpty();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void memoryIsReservedForRowsThatAreHeld() throws IOException {
    try (EmbeddedEngine small =
        new EmbeddedEngine(new SluiceOptions().setWorkers(1).setMemoryBytes(32L << 20))) {
      small.rows(
          "COPY (SELECT number, 'a text of some length ' || number AS text FROM numbers(0, 300000)) TO '"
              + folder.resolve("t") + "'");
      assertThat(small.texts("SELECT count(*), sum(number) FROM '" + folder.resolve("t") + "'"))
          .isEqualTo(List.of(List.of("300000", "44999850000")));
    }
  }

  @Test
  void mistakesAreToldWithTheirPlace() {
    String to = "' TO '" + folder.resolve("t.csv") + "' ";
    assertRefused("COPY (SELECT 1 AS a) TO '" + folder.resolve("t.xyz") + "'", "FORMAT");
    assertRefused(
        "COPY (SELECT 1 AS a) TO '" + folder.resolve("t.csv") + "' (SIZE 3)", "no option SIZE");
    assertRefused(
        "COPY (SELECT 1 AS a) TO '" + folder.resolve("t.csv") + "' (HEADER maybe)",
        "true or false");
    assertRefused(
        "COPY (SELECT 1 AS a) TO '" + folder.resolve("t.csv") + "' (HEADER, HEADER)", "twice");
    assertRefused(
        "COPY (SELECT 1 AS a) TO '" + folder.resolve("t") + "' (PARTITION_BY b)", "no column");
    assertRefused(
        "COPY (SELECT 1 AS a) TO '" + folder.resolve("t") + "' (PARTITION_BY a)",
        "at least one column");
    assertRefused("COPY (SELECT 1 AS a, 2 AS a) TO '" + folder.resolve("t") + "'", "two columns");
    assertRefused("COPY (SELECT 1 AS a) TO '" + folder.resolve("t") + "' (FORMAT xml)", "csv");
    assertThatThrownBy(() -> engine.rows("COPY 'nothing" + to)).isInstanceOf(SluiceException.class);
  }

  private void assertRefused(String copy, String message) {
    assertThatThrownBy(() -> engine.rows(copy))
        .as(copy)
        .isInstanceOfSatisfying(
            SluiceException.class, error -> assertThat(error.position()).isNotNull())
        .hasMessageContaining(message);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("files after " + copy).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void explainShowsWhereFilesAreWritten() {
    assertThat(engine.explain("EXPLAIN COPY (" + ORDERS + ") TO '" + folder.resolve("t") + "'"))
        .contains("FileWriteExec: format=parquet")
        .contains("NetworkCoalesceExec");
    assertThat(engine.explain(
            "COPY (" + ORDERS + ") TO '" + folder.resolve("t") + "' (PARTITION_BY part)"))
        .contains("partition_by=[part]")
        .contains("NetworkShuffleExec");
  }

  @Test
  void batchesAreReadWhileOthersAreWritten() {
    QueryResult result = EmbeddedEngine.await(
        engine.session().execute("COPY tpch.tiny.orders TO '" + folder.resolve("o.parquet") + "'"));
    EmbeddedEngine.await(BatchLoop.forEach(result, batch -> true));
    EmbeddedEngine.await(result.close());
    assertThat(reference.rows(
            "SELECT count(*), sum(o_totalprice) FROM '" + folder.resolve("o.parquet") + "'"))
        .isEqualTo(engine.texts("SELECT count(*), sum(o_totalprice) FROM tpch.tiny.orders"));
  }
}
