package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.codec.PlanCodec;
import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.source.DuckDb;
import io.sluice.source.ScanTask;
import io.sluice.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetScanTest {
  private static final ConfigValues CONFIG = ConfigValues.of(SessionOptions.ALL);

  /** Every type, each column with its own NULLs, some of them in long runs. */
  static final String EVERY_TYPE = """
      SELECT i AS id,
        if(i %% 7 = 0, NULL, i %% 3 = 0) AS bool,
        if(i %% 5 = 0, NULL, (i %% 251 - 125)::TINYINT) AS tiny,
        if(i %% 11 = 0, NULL, (i * 31 %% 60000 - 30000)::SMALLINT) AS small,
        if(i %% 900 < 300, NULL, (i * 7919 - 5000000)::INTEGER) AS int,
        if(i %% 4 = 0, NULL, i * 1234567890123 - 99) AS big,
        (i %% 256)::UTINYINT AS utiny,
        (i %% 65536)::USMALLINT AS usmall,
        if(i %% 2 = 0, NULL, (4294967295 - i)::UINTEGER) AS uint,
        if(i %% 3 = 0, NULL, (18446744073709551615 - i)::UBIGINT) AS ubig,
        if(i %% 13 = 0, NULL, (i / 7)::FLOAT) AS float,
        if(i %% 17 = 0, NULL, i / 9.0::DOUBLE) AS double,
        if(i %% 5 = 1, NULL, (i %% 100 / 7)::DECIMAL(4, 2)) AS dec4,
        if(i %% 5 = 2, NULL, (i - 500)::DECIMAL(9, 3)) AS dec9,
        if(i %% 5 = 3, NULL, (i * -1000003)::DECIMAL(18, 4)) AS dec18,
        if(i %% 5 = 4, NULL, (i * -100000300007)::DECIMAL(38, 10)) AS dec38,
        if(i %% 6 = 0, NULL, DATE '1960-01-01' + (i %% 20000)::INTEGER) AS date,
        if(i %% 8 = 0, NULL, TIMESTAMP '1965-03-04 05:06:07.891234' + to_seconds(i * 86399)) AS ts,
        if(i %% 9 = 0, NULL, (TIMESTAMP '1969-12-31 23:59:58.123' + to_seconds(i))::TIMESTAMP_MS) AS ts_ms,
        if(i %% 9 = 1, NULL, (TIMESTAMP '1969-12-31 23:59:58.123456' + to_seconds(i))::TIMESTAMP_NS) AS ts_ns,
        if(i %% 9 = 2, NULL, (TIMESTAMP '2001-01-01' + to_seconds(i))::TIMESTAMPTZ) AS ts_tz,
        if(i %% 9 = 3, NULL, TIME '00:00:00.000001' + to_microseconds(i * 8639999)) AS time,
        if(i %% 9 = 4, NULL, unhex(format('{:06x}ff', i %% 300))) AS bytes,
        if(i %% 10 = 0, NULL, ['red', 'green', '', 'blau', 'größer'][1 + i %% 5]) AS colour,
        if(i %% 10 = 1, NULL, 'text ' || i || repeat('x', (i %% 40)::INTEGER)) AS text,
        if(i < 50, 'prefix/of/all/' || i, NULL) AS mostly_null,
        NULL::INTEGER AS always_null,
        'constant' AS constant
      FROM range(%d) t(i)
      """;

  @TempDir
  static Path directory;

  private static DuckDb duckDb;
  private final ParquetExtension extension = new ParquetExtension();
  private final TaskEstimator estimator = extension.taskEstimators().get(0);

  @BeforeAll
  static void open() {
    duckDb = new DuckDb();
  }

  @AfterAll
  static void close() {
    duckDb.close();
  }

  private TableProvider table(Path... files) {
    return extension
        .fileFormats()
        .get(0)
        .open(Stream.of(files).map(Path::toString).toList(), CONFIG);
  }

  private static ExecutionPlan scan(TableProvider table, int partitions, int... projection) {
    ConfigValues config = CONFIG.with(SessionOptions.TARGET_PARTITIONS, (long) partitions);
    return table.scan(new ScanRequest(
        IntStream.of(projection).boxed().toList(), List.of(), OptionalLong.empty(), config));
  }

  private static ExecutionPlan scanAll(TableProvider table, int partitions) {
    return scan(table, partitions, IntStream.range(0, table.schema().size()).toArray());
  }

  private static ExecutionPlan scan(TableProvider table, String... columns) {
    Schema schema = table.schema();
    return scan(table, 4, Stream.of(columns).mapToInt(schema::indexOf).toArray());
  }

  private static List<List<Object>> sorted(List<List<Object>> rows) {
    return rows.stream().sorted(Comparator.comparing(row -> (Long) row.get(0))).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1, uncompressed, v1, 2048, 8192",
    "6000, snappy, v1, 2048, 8192",
    "6000, snappy, v2, 2048, 1000",
    "4100, zstd, v1, 4096, 7",
    "3000, zstd, v2, 100000, 8192",
    "3000, gzip, v2, 2048, 8192",
    "5000, lz4_raw, v1, 100000, 4096",
    "2100, uncompressed, v2, 2048, 1",
    "10000, snappy, v1, 122880, 8192"
  })
  void everyTypeComesBackAsItWasWritten(
      int rows, String codec, String version, int rowGroupRows, int batchSize) {
    String query = EVERY_TYPE.formatted(rows);
    for (String dictionary :
        List.of("", ", DICTIONARY_SIZE_LIMIT 1", ", DICTIONARY_SIZE_LIMIT 1000000")) {
      Path file = duckDb.copy(
          query,
          directory.resolve("every-type.parquet"),
          "FORMAT parquet, COMPRESSION %s, PARQUET_VERSION %s, ROW_GROUP_SIZE %d%s"
              .formatted(codec, version, rowGroupRows, dictionary));
      TableProvider table = table(file);
      List<List<Object>> expected = duckDb.rows(query, table.schema());
      assertThat(sorted(ScanTask.rows(scanAll(table, 3), batchSize, 1))).isEqualTo(expected);
      assertThat(table.statistics().rowCount()).hasValue(rows);
    }
  }

  @Test
  void columnsHaveTheTypesTheirWriterMeant() {
    Path file =
        duckDb.copy(EVERY_TYPE.formatted(1), directory.resolve("types.parquet"), "FORMAT parquet");
    assertThat(table(file).schema().fields().toString())
        .isEqualTo("[id BIGINT, bool BOOLEAN, tiny INTEGER, small INTEGER, int INTEGER, big BIGINT,"
            + " utiny INTEGER, usmall INTEGER, uint BIGINT, ubig DECIMAL(20,0), float REAL, double DOUBLE,"
            + " dec4 DECIMAL(4,2), dec9 DECIMAL(9,3), dec18 DECIMAL(18,4), dec38 DECIMAL(38,10), date DATE,"
            + " ts TIMESTAMP, ts_ms TIMESTAMP, ts_ns TIMESTAMP(9), ts_tz TIMESTAMP, time TIME, bytes VARBINARY, colour VARCHAR, text VARCHAR,"
            + " mostly_null VARCHAR, always_null INTEGER, constant VARCHAR NOT NULL]");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "16, 4"})
  void tasksAndPartitionsShareTheRowGroups(int partitions, int tasks) {
    String query = "SELECT i, i % 10 AS d FROM range(50000) t(i)";
    Path file = duckDb.copy(
        query, directory.resolve("groups.parquet"), "FORMAT parquet, ROW_GROUP_SIZE 2048");
    TableProvider table = table(file);
    ExecutionPlan leaf = estimator.scaleUpLeafNode(scanAll(table, partitions), tasks, CONFIG);
    assertThat(leaf.partitionCount()).isEqualTo(partitions);
    assertThat(sorted(ScanTask.rows(leaf, 1000, tasks)))
        .isEqualTo(duckDb.rows(query, table.schema()));
    assertThat(leaf.displayAs())
        .isEqualTo("ParquetExec: files=1, row_groups=25, projection=[i, d]"
            + (tasks == 1 ? "" : ", tasks=" + tasks));
  }

  @Test
  void noColumnIsReadWhereOnlyTheNumberOfRowsCounts() {
    Path file = duckDb.copy(
        "SELECT * FROM range(10000) t(i)",
        directory.resolve("count.parquet"),
        "FORMAT parquet, ROW_GROUP_SIZE 2048");
    assertThat(ScanTask.rows(scan(table(file)), 999, 1)).hasSize(10_000).allMatch(List::isEmpty);
  }

  @Test
  void anEmptyFileHasColumnsAndNoRows() {
    Path file =
        duckDb.copy(EVERY_TYPE.formatted(0), directory.resolve("empty.parquet"), "FORMAT parquet");
    TableProvider table = table(file);
    assertThat(table.schema().size()).isEqualTo(28);
    assertThat(ScanTask.rows(scanAll(table, 16), 8192, 1)).isEmpty();
    assertThat(estimator.taskEstimation(scanAll(table, 16), CONFIG))
        .hasValue(new TaskCount.Desired(1));
  }

  @Test
  void aColumnThatCannotBeReadHurtsOnlyWhoAsksForIt() {
    Path file = duckDb.copy(
        "SELECT 1 AS a, [1, 2] AS list, {'x': 1, 'y': {'z': 2}} AS struct, MAP {'k': 1} AS map, 'b'::BLOB AS blob,"
            + " TIME '10:00' AS time, uuid() AS uuid, 'last' AS z",
        directory.resolve("nested.parquet"),
        "FORMAT parquet");
    TableProvider table = table(file);
    assertThat(ScanTask.rows(scan(table, "a", "z"), 10, 1)).containsExactly(List.of(1, "last"));
    for (String column : List.of("list", "struct", "map", "uuid")) {
      assertFailure(
          () -> scan(table, column),
          ErrorCode.NOT_SUPPORTED,
          "Column '" + column + "' of file '" + file + "' has type ");
    }
  }

  @Test
  void filesOfOneTableAgreeByName() {
    Path first =
        duckDb.copy("SELECT 1 AS a, 'x' AS b", directory.resolve("1.parquet"), "FORMAT parquet");
    Path second = duckDb.copy(
        "SELECT 'y' AS B, 2 AS a, 3 AS more", directory.resolve("2.parquet"), "FORMAT parquet");
    Path missing = duckDb.copy("SELECT 2 AS a", directory.resolve("3.parquet"), "FORMAT parquet");
    Path other =
        duckDb.copy("SELECT 2 AS a, 3 AS b", directory.resolve("4.parquet"), "FORMAT parquet");
    ExecutionPlan scan = scan(table(first, second), "a", "b");
    assertThat(ScanTask.rows(scan, 10, 1))
        .containsExactlyInAnyOrder(List.of(1, "x"), List.of(2, "y"));
    assertThat(scan.displayAs()).startsWith("ParquetExec: files=2, row_groups=2,");
    assertFailure(
        () -> table(first, missing),
        ErrorCode.INVALID_FILE,
        "Files of one table must agree: column 'b' of '" + first + "' is missing in '" + missing);
    assertFailure(
        () -> table(first, other),
        ErrorCode.INVALID_FILE,
        "column 'b' of '" + other + "' has type INTEGER instead of VARCHAR as in '" + first);
  }

  @Test
  void timestampsOfSeveralUnitsAgreeUnlessDigitsWouldBeLost() {
    String query = "SELECT TIMESTAMP_NS '2024-05-06 07:08:09.123456' AS t";
    Path nanos = duckDb.copy(query, directory.resolve("nanos.parquet"), "FORMAT parquet");
    Path micros = duckDb.copy(
        "SELECT t::TIMESTAMP AS t FROM (" + query + ")",
        directory.resolve("micros.parquet"),
        "FORMAT parquet");
    Path millis = duckDb.copy(
        "SELECT t::TIMESTAMP_MS AS t FROM (" + query + ")",
        directory.resolve("millis.parquet"),
        "FORMAT parquet");
    assertThat(ScanTask.rows(scan(table(micros, millis), "t"), 10, 1))
        .containsExactlyInAnyOrder(
            List.of(1_714_979_289_123_456L), List.of(1_714_979_289_123_000L));
    assertFailure(
        () -> table(micros, nanos),
        ErrorCode.INVALID_FILE,
        "column 't' of '" + nanos + "' has type TIMESTAMP(9) instead of TIMESTAMP as in '"
            + micros);
    assertFailure(
        () -> table(nanos, millis),
        ErrorCode.INVALID_FILE,
        "column 't' of '" + millis + "' has type TIMESTAMP instead of TIMESTAMP(9) as in '"
            + nanos);
  }

  @Test
  void aFileThatChangedSincePlanningIsAnError() throws IOException {
    Path file =
        duckDb.copy("SELECT 1 AS a", directory.resolve("changed.parquet"), "FORMAT parquet");
    ExecutionPlan scan = scan(table(file), "a");
    duckDb.copy("SELECT 1 AS a, 2 AS b", file, "FORMAT parquet");
    assertFailure(
        () -> ScanTask.rows(scan, 10, 1),
        ErrorCode.INVALID_FILE,
        "File '" + file + "' changed while the query ran; run the query again");
    Files.delete(file);
    assertFailure(
        () -> ScanTask.rows(scan, 10, 1),
        ErrorCode.IO_ERROR,
        "Cannot read file '" + file + "': it does not exist on this machine");
  }

  @Test
  void whatIsNotParquetIsNamed() throws IOException {
    Path file = directory.resolve("text.parquet");
    Files.writeString(file, "id,name\n1,not parquet at all\n");
    assertFailure(
        () -> table(file),
        ErrorCode.INVALID_FILE,
        "File '" + file + "' is not a Parquet file that can be read: it does not end with PAR1");
    Files.writeString(file, "");
    assertFailure(() -> table(file), ErrorCode.INVALID_FILE, "it has only 0 bytes");
  }

  @Test
  void tasksFollowFromProjectedBytes() {
    Path file = duckDb.copy(
        "SELECT i, hash(i) AS h FROM range(50000) t(i)",
        directory.resolve("bytes.parquet"),
        "FORMAT parquet, ROW_GROUP_SIZE 10000");
    ParquetExec scan = (ParquetExec) scan(table(file), "h");
    assertThat(scan.bytes()).isBetween(400_000L, 450_000L);
    ConfigValues config = CONFIG.with(SessionOptions.BYTES_PER_TASK, 150_000L);
    assertThat(estimator.taskEstimation(scan, config)).hasValue(new TaskCount.Desired(3));
    ConfigValues small = CONFIG.with(SessionOptions.BYTES_PER_TASK, 1L);
    assertThat(estimator.taskEstimation(scan, small)).hasValue(new TaskCount.Desired(5));
  }

  @Test
  void theCodecWritesEveryPartOfTheNode() {
    Path file = duckDb.copy(
        EVERY_TYPE.formatted(5000),
        directory.resolve("codec.parquet"),
        "FORMAT parquet, ROW_GROUP_SIZE 2048");
    PlanCodec codec = new PlanCodec(extension.codecs());
    ExecutionPlan leaf = estimator.scaleUpLeafNode(scanAll(table(file), 2), 3, CONFIG);
    ExecutionPlan decoded = codec.decode(codec.encode(leaf));
    assertThat(decoded).isEqualTo(leaf);
    assertThat(sorted(ScanTask.rows(decoded, 1000, 3)))
        .isEqualTo(sorted(ScanTask.rows(leaf, 1000, 3)));
  }

  @Test
  void memoryThatIsNotThereIsAnErrorAndAnEarlyCloseGivesAllBack() {
    Path file = duckDb.copy(
        "SELECT i, hash(i) AS h FROM range(300000) t(i)",
        directory.resolve("memory.parquet"),
        "FORMAT parquet, ROW_GROUP_SIZE 100000");
    ExecutionPlan scan = scanAll(table(file), 1);
    assertFailure(
        () -> {
          try (ScanTask task = new ScanTask(CONFIG, DistributedTaskContext.SINGLE, 1 << 20)) {
            task.read(scan, batch -> {});
          }
        },
        ErrorCode.MEMORY_LIMIT,
        "ParquetExec asked for");
    try (ScanTask task = ScanTask.ofBatchSize(10);
        RecordBatchStream stream = scan.execute(0, task)) {
      assertThat(ScanTask.firstBatch(stream).rowCount()).isEqualTo(10);
    }
    try (ScanTask task = ScanTask.ofBatchSize(10);
        RecordBatchStream stream = scan.execute(0, task)) {
      assertThat(stream.poll()).isNotEqualTo(Poll.END);
    }
  }

  @Test
  void aRetainedBatchKeepsItsRows() {
    Path file = duckDb.copy(
        EVERY_TYPE.formatted(5000),
        directory.resolve("retained.parquet"),
        "FORMAT parquet, ROW_GROUP_SIZE 2048");
    List<RecordBatch> kept = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    try (ScanTask task = ScanTask.ofBatchSize(300)) {
      task.read(scanAll(table(file), 1), batch -> {
        kept.add(batch.retain());
        rows.addAll(batch.rows());
      });
    }
    assertThat(kept.stream().flatMap(batch -> batch.rows().stream())).isEqualTo(rows);
    kept.forEach(RecordBatch::release);
  }

  private static void assertFailure(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(SluiceException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
