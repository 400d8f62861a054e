package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.SluiceOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrow files through SQL: COPY writes them with several workers, and queries read them with several. */
@Timeout(120)
class ArrowFilesTest {
  private static final String ORDERS =
      "SELECT number AS id, 'näme ' || number AS name, number % 7 AS part, CAST(number AS DECIMAL(10, 2)) / 4 AS price,"
          + " DATE '2024-01-01' + CAST(number % 30 AS INTEGER) AS day, CASE WHEN number % 3 = 0 THEN NULL ELSE number END AS maybe"
          + " FROM numbers(0, 20000)";

  private static final String SUMMARY =
      "SELECT count(*), sum(id), count(DISTINCT name), sum(CAST(part AS BIGINT)), sum(price), max(day), count(maybe) FROM ";

  @TempDir
  Path folder;

  private final EmbeddedEngine engine = new EmbeddedEngine(new SluiceOptions()
      .setWorkers(3)
      .setSetting("target_partitions", "2")
      .setSetting("bytes_per_task", "1000"));

  @AfterEach
  void stop() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one.arrow|",
        "one.feather|(COMPRESSION zstd, ROW_GROUP_SIZE 3000)",
        "one.ipc|(COMPRESSION lz4, ROW_GROUP_SIZE 1000)",
        "one|(FORMAT arrow, PER_THREAD_OUTPUT)",
        "many/|(FORMAT arrow, COMPRESSION none)"
      })
  void whatIsWrittenIsReadBack(String path, String options) {
    String target = folder + "/" + path;
    String copy = "COPY (" + ORDERS + ") TO '" + target + "' " + (options == null ? "" : options);

    assertThat(engine.rows(copy)).isEqualTo(List.of(List.of(20_000L)));

    assertThat(engine.texts(SUMMARY + "'" + target + "'"))
        .isEqualTo(engine.texts(SUMMARY + "(" + ORDERS + ") t"));
    assertThat(engine.texts("SELECT * FROM '" + target + "' ORDER BY id"))
        .isEqualTo(engine.texts("SELECT * FROM (" + ORDERS + ") t ORDER BY id"));
    assertThat(engine.texts("SELECT count(*) FROM '" + target + "'"))
        .isEqualTo(List.of(List.of("20000")));
  }

  @Test
  void valuesOfAllTypesComeBack() {
    String query =
        "SELECT number AS n, CAST(number % 100 AS TINYINT) AS tiny, CAST(number AS SMALLINT) AS small, CAST(number AS REAL) / 3 AS r,"
            + " number / 7.0 AS d, number % 2 = 0 AS flag, CAST(number AS DECIMAL(30, 3)) AS wide, TIME '10:11:12.123456' AS t,"
            + " TIMESTAMP '2024-02-29 10:11:12.123456789' AS nanos, TIMESTAMP WITH TIME ZONE '2024-02-29 10:11:12+02:00' AS instant,"
            + " INTERVAL '3' MONTH AS span, CAST('00112233-4455-6677-8899-aabbccddeeff' AS UUID) AS u, X'00FF' AS b,"
            + " ARRAY[number, NULL] AS list, MAP {'a': number, 'b': NULL} AS m, {'x': number, 'y': ['t']} AS s"
            + " FROM numbers(0, 3000)";
    engine.rows("COPY (" + query + ") TO '" + folder + "/all.arrow' (ROW_GROUP_SIZE 500)");

    String sorted = " ORDER BY n";
    assertThat(engine.texts("SELECT * FROM '" + folder + "/all.arrow'" + sorted))
        .isEqualTo(engine.texts("SELECT * FROM (" + query + ") q" + sorted));
    assertThat(engine.texts("DESCRIBE SELECT * FROM '" + folder + "/all.arrow'").stream()
            .map(row -> row.subList(0, 2)))
        .isEqualTo(engine.texts("DESCRIBE " + query).stream()
            .map(row -> row.subList(0, 2))
            .toList());
  }

  @Test
  void recordBatchesAreDividedOverTasksAndOnlyWantedColumnsAreRead() {
    engine.rows("COPY (" + ORDERS + ") TO '" + folder + "/a.arrow' (ROW_GROUP_SIZE 1000)");

    assertThat(engine.explain("EXPLAIN SELECT sum(id) FROM '" + folder + "/a.arrow'"))
        .contains("ArrowExec: files=1, splits=20, projection=[id], tasks=");
  }

  @Test
  void aGlobReadsFilesThatAgree() {
    engine.rows("COPY (SELECT 1 AS a, 'x' AS b) TO '" + folder + "/1.arrow'");
    engine.rows("COPY (SELECT 'y' AS b, 2 AS A) TO '" + folder + "/2.arrow'");
    assertThat(engine.texts("SELECT a, b FROM '" + folder + "/*.arrow' ORDER BY a"))
        .isEqualTo(List.of(List.of("1", "x"), List.of("2", "y")));
    engine.rows("COPY (SELECT 'z' AS a, 'z' AS b) TO '" + folder + "/3.arrow'");
    assertError("SELECT a FROM '" + folder + "/*.arrow'", ErrorCode.INVALID_FILE, "3.arrow");
  }

  private void assertError(String sql, ErrorCode code, String... words) {
    assertThatThrownBy(() -> engine.rows(sql))
        .isInstanceOfSatisfying(
            SluiceException.class, error -> assertThat(error.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }

  @Test
  void noRowsMakeAFileWithTheColumns() {
    engine.rows("COPY (SELECT number AS n FROM numbers(0, 10) WHERE number > 20) TO '" + folder
        + "/none.arrow'");
    assertThat(engine.rows("FROM '" + folder + "/none.arrow'")).isEmpty();
    assertThat(engine.texts("SELECT count(*) FROM '" + folder + "/none.arrow'"))
        .isEqualTo(List.of(List.of("0")));
  }

  @Test
  void anIntervalOfTooManyHoursIsAnErrorAndLeavesNothing() throws IOException {
    assertError(
        "COPY (SELECT INTERVAL '1' HOUR * 3000000 AS span) TO '" + folder + "/span.arrow'",
        ErrorCode.NUMERIC_OVERFLOW,
        "INTERVAL");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void mistakesNameTheFile() throws IOException {
    Path file = folder.resolve("cut.arrow");
    engine.rows("COPY (" + ORDERS + ") TO '" + file + "'");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertError("FROM '" + file + "'", ErrorCode.INVALID_FILE, "cut.arrow");
    Files.writeString(file, "number,text");
    assertError("FROM '" + file + "'", ErrorCode.INVALID_FILE, "cut.arrow");
    Files.writeString(file, "FEA1 of old");
    assertError("FROM '" + file + "'", ErrorCode.NOT_SUPPORTED, "version 1");
    assertError(
        "COPY (SELECT 1 AS a) TO '" + folder + "/x.arrow' (COMPRESSION snappy)",
        ErrorCode.INVALID_ARGUMENT,
        "lz4");
    assertError(
        "COPY (SELECT 1 AS a, 2 AS A) TO '" + folder + "/x.arrow'",
        ErrorCode.INVALID_ARGUMENT,
        "two columns");
  }

  @Test
  void memoryHoldsOneRecordBatchAtATime() {
    try (EmbeddedEngine small =
        new EmbeddedEngine(new SluiceOptions().setWorkers(1).setMemoryBytes(32L << 20))) {
      small.rows(
          "COPY (SELECT number, 'a text of some length ' || number AS text FROM numbers(0, 300000)) TO '"
              + folder + "/t' (FORMAT arrow, ROW_GROUP_SIZE 20000)");
      assertThat(small.texts("SELECT count(*), sum(number), max(text) FROM '" + folder + "/t'"))
          .isEqualTo(List.of(List.of("300000", "44999850000", "a text of some length 99999")));
    }
  }
}
