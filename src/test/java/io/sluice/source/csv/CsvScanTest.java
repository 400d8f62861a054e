package io.sluice.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.codec.PlanCodec;
import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TaskCount;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.DuckDb;
import io.sluice.source.ScanTask;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvScanTest {
  @TempDir
  Path directory;

  private final CsvExtension extension = new CsvExtension();

  private static ConfigValues config(int batchSize) {
    List<ConfigOption<?>> options = new ArrayList<>(SessionOptions.ALL);
    options.addAll(new CsvConfig().options());
    return ConfigValues.of(options).with(SessionOptions.BATCH_SIZE, (long) batchSize);
  }

  private Path file(String name, String text) {
    Path file = directory.resolve(name);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return file;
  }

  private TableProvider open(ConfigValues config, Path... files) {
    return extension.fileFormats().get(0).open(List.of(files), config);
  }

  private static ExecutionPlan scan(TableProvider table, ConfigValues config, int... projection) {
    return table.scan(new ScanRequest(
        IntStream.of(projection).boxed().toList(), List.of(), OptionalLong.empty(), config));
  }

  private static ExecutionPlan scanAll(TableProvider table, ConfigValues config) {
    return scan(table, config, IntStream.range(0, table.schema().size()).toArray());
  }

  private static List<List<Object>> read(ExecutionPlan scan, ConfigValues config) {
    List<List<Object>> rows = new ArrayList<>();
    try (ScanTask task = new ScanTask(config, DistributedTaskContext.SINGLE, 1L << 30)) {
      task.read(scan, batch -> rows.addAll(batch.rows()));
    }
    return rows;
  }

  private List<List<Object>> read(Path file) {
    ConfigValues config = config(8192);
    return read(scanAll(open(config, file), config), config);
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  @ParameterizedTest
  @CsvSource({"8192, 1000000", "7, 64", "1, 1000", "1000, 333"})
  void whatAnotherEngineWritesAndReadsIsReadAlike(int batchSize, long pieceBytes) {
    String query = "SELECT i AS id, if(i % 7 = 0, NULL, i / 8.0) AS real, i % 3 = 0 AS flag,"
        + " DATE '1992-02-28' + (i % 3000)::INTEGER AS day,"
        + " if(i % 5 = 0, NULL, TIMESTAMP '2001-02-03 04:05:06.789' + to_seconds(i * 3601)) AS moment,"
        + " if(i % 11 = 0, NULL, ['plain', 'with, comma', 'with \"quotes\"', E'two\\nlines', 'größer'][1 + i % 5]) AS text"
        + " FROM range(3000) t(i)";
    try (DuckDb duckDb = new DuckDb()) {
      for (String format :
          List.of("DELIMITER ','", "DELIMITER ';'", "DELIMITER '|'", "DELIMITER '\t'")) {
        Path file = duckDb.copy(query, directory.resolve("a.csv"), "FORMAT csv, HEADER, " + format);
        ConfigValues config = config(batchSize).with(CsvConfig.READ_BYTES, pieceBytes);
        TableProvider table = open(config, file);
        assertThat(table.schema().fields().toString())
            .isEqualTo(
                "[id BIGINT, real DOUBLE, flag BOOLEAN, day DATE, moment TIMESTAMP, text VARCHAR]");
        String reread = "SELECT * FROM read_csv('" + file + "')";
        assertThat(read(scanAll(table, config), config))
            .isEqualTo(duckDb.rows(reread, table.schema()))
            .isEqualTo(duckDb.rows(query, table.schema()));
        assertThat(table.statistics().rowCount().getAsDouble()).isBetween(2900.0, 3100.0);
      }
    }
  }

  @Test
  void emptyIsNullAndQuotedEmptyIsText() {
    assertThat(read(file("a.csv", "a,b,c\n1,,\"\"\n,x,\n")))
        .containsExactly(row(1L, null, ""), row(null, "x", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesEndInThreeWaysAndTheLastOneMayBeOpen(String end) {
    for (String last : List.of("", end)) {
      Path file =
          file("a.csv", "\uFEFFa,b" + end + "1,x" + end + end + "2,\"y" + end + "z\"" + last);
      assertThat(read(file)).containsExactly(row(1L, "x"), row(2L, "y" + end + "z"));
    }
  }

  @Test
  void theFirstRecordIsAHeaderWhenItDiffersFromTheOthers() {
    assertThat(read(file("a.csv", "1,2\n3,4\n"))).containsExactly(row(1L, 2L), row(3L, 4L));
    assertThat(read(file("b.csv", "x\n3\n"))).containsExactly(row(3L));
    assertThat(read(file("c.csv", "name,town\nAnn,Rome\n"))).containsExactly(row("Ann", "Rome"));
    assertThat(read(file("d.csv", "name,town\n"))).isEmpty();
    assertThat(open(config(1), file("e.csv", "a,,A\n1,2,3\n")).schema().fields().toString())
        .isEqualTo("[column0 VARCHAR, column1 BIGINT, column2 VARCHAR]");
    assertThat(
            open(config(1), file("f.csv", "a,b,A\n1,2,3\n")).schema().fields().toString())
        .isEqualTo("[a BIGINT, b BIGINT, A_1 BIGINT]");
  }

  @Test
  void optionsOverruleWhatIsFound() {
    ConfigValues config = config(10).with(CsvConfig.HEADER, "false").with(CsvConfig.DELIMITER, "#");
    Path file = file("a.csv", "a#b,c\n1#2,3\n");
    assertThat(read(scanAll(open(config, file), config), config))
        .containsExactly(row("a", "b,c"), row("1", "2,3"));
    assertFailure(
        () -> open(config(1).with(CsvConfig.DELIMITER, "##"), file),
        ErrorCode.INVALID_OPTION,
        "Option 'csv.delimiter' must be one ASCII character, 'tab' or 'auto', but got '##'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 9223372036854775807 -9223372036854775808;BIGINT",
        "1 9223372036854775808;DOUBLE",
        "1 2.5 -.5 1e10 nan;DOUBLE",
        "10:20:30 23:59:59.5;TIME",
        "2020-02-29T10:20:30Z 2020-02-29T10:20:30+02:00;TIMESTAMP WITH TIME ZONE",
        "true FALSE;BOOLEAN",
        "2020-02-29 1999-12-31;DATE",
        "2020-02-29 1999-12-31T23:59:59.5;TIMESTAMP",
        "2019-02-29;VARCHAR",
        "1 x;VARCHAR",
        "true 1;VARCHAR",
        "1- -;VARCHAR",
        "1e 1;VARCHAR"
      })
  void aTypeIsTheNarrowestThatAllValuesHave(String values, String type) {
    Path file = file("a.csv", "h\n" + values.replace(' ', '\n') + "\n");
    ConfigValues config = config(8192).with(CsvConfig.HEADER, "true");
    TableProvider table = open(config, file);
    assertThat(table.schema().type(0)).hasToString(type);
    assertThat(read(scanAll(table, config), config)).hasSize(values.split(" ").length);
  }

  @Test
  void compressedFilesAreReadAsTheyAre() throws IOException {
    Path file = directory.resolve("a.csv.gz");
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 5000; i++) {
      text.append(i).append(",text ").append(i).append('\n');
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    List<List<Object>> rows = read(file);
    assertThat(rows).hasSize(5000).contains(row(4999L, "text 4999"));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertFailure(
        () -> read(file), ErrorCode.INVALID_FILE, "File '" + file + "' is not valid GZIP");
  }

  @Test
  void severalFilesAreOneTableByName() {
    ConfigValues config = config(8192);
    Path first = file("1.csv", "a,b\n1,x\n");
    Path second = file("2.csv", "b;a\ny;2.5\n");
    TableProvider table = open(config, first, second);
    CsvExec scan = (CsvExec) scanAll(table, config);
    assertThat(scan.displayAs()).isEqualTo("CsvExec: files=2, projection=[a, b]");
    assertThat(read(scan, config)).containsExactlyInAnyOrder(row(1.0, "x"), row(2.5, "y"));
    assertThat(ScanTask.rows(scan.withTaskCount(2), 10, 2)).hasSize(2);
    var estimator = extension.taskEstimators().get(0);
    assertThat(estimator.taskEstimation(scan, config.with(SessionOptions.BYTES_PER_TASK, 1L)))
        .hasValue(new TaskCount.Desired(2));
    assertFailure(
        () -> open(config, first, file("3.csv", "a,c\n1,x\n")),
        ErrorCode.INVALID_FILE,
        "column 'b' of '" + first + "' is missing in");
  }

  @Test
  void theCodecWritesEveryPartOfTheNode() {
    ConfigValues config = config(8192);
    TableProvider table = open(config, file("1.csv", "a|b\n1|x\n"), file("2.csv", "b,a\ny,true\n"));
    CsvExec scan = ((CsvExec) scan(table, config, 1)).withTaskCount(2);
    PlanCodec codec = new PlanCodec(extension.codecs());
    assertThat(codec.decode(codec.encode(scan))).isEqualTo(scan);
  }

  @Test
  void aProjectionMayBeEmptyAndInAnyOrder() {
    ConfigValues config = config(2);
    TableProvider table = open(config, file("a.csv", "a,b,c\n1,x,true\n2,y,false\n3,z,true\n"));
    assertThat(read(scan(table, config), config)).containsExactly(row(), row(), row());
    assertThat(read(scan(table, config, 2, 0), config))
        .containsExactly(row(true, 1L), row(false, 2L), row(true, 3L));
  }

  @Test
  void damageIsNamedByFileAndLine() {
    Path file = file("a.csv", "a,b\n1,2\n3\n");
    assertFailure(
        () -> read(file),
        ErrorCode.INVALID_FILE,
        "File '" + file + "', line 3: it has 1 fields where 2 are expected");
    assertFailure(
        () -> read(file("b.csv", "a,b\n1,\"never closed\n3,4\n")),
        ErrorCode.INVALID_FILE,
        "b.csv', line 2: a quote is never closed");
    assertFailure(
        () -> read(file("c.csv", "a,b\n1,\"closed\"early\n")),
        ErrorCode.INVALID_FILE,
        "c.csv', line 2: text follows a closing quote in field 2");
    assertFailure(
        () -> read(file("d.csv", "")), ErrorCode.INVALID_FILE, "it is empty, so it has no columns");
  }

  @Test
  void aValueThatDoesNotFitTheTypeOfTheSampleIsNamed() {
    ConfigValues config = config(8192).with(CsvConfig.SAMPLE_BYTES, 64L);
    Path file = file("a.csv", "a,b\n" + "1,2\n".repeat(100) + "1,\"two\nlines\"\n");
    assertFailure(
        () -> read(scanAll(open(config, file), config), config),
        ErrorCode.INVALID_FILE,
        "line 102: column 'b' is BIGINT, but its value is 'two\nlines'; raise csv.sample_bytes");
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Path file = directory.resolve("a.csv");
    Files.write(file, "a,b\n1,gr\u00FC\u00DFe\n".getBytes(StandardCharsets.ISO_8859_1));
    assertFailure(
        () -> read(file),
        ErrorCode.INVALID_FILE,
        "line 2: column 'b' is VARCHAR, but its value is 'gr\uFFFD\uFFFDe'; write the file as UTF-8");
    assertThat(read(file("b.csv", "a,b\n1,gr\u00FC\u00DFe\n")))
        .containsExactly(row(1L, "gr\u00FC\u00DFe"));
  }

  @Test
  void filesWithoutValuesInAColumnHaveNoSayInItsType() {
    ConfigValues config = config(10);
    TableProvider table = open(
        config,
        file("a.csv", "id,price\n"),
        file("b.csv", "id,price\n1,\n"),
        file("c.csv", "id,price\n2,0.5\n"));
    assertThat(table.schema().fields().stream().map(Field::type))
        .containsExactly(DataType.BIGINT, DataType.DOUBLE);
    assertThat(read(scanAll(table, config), config))
        .containsExactlyInAnyOrder(Arrays.asList(1L, null), List.of(2L, 0.5));
    assertThat(
            open(config, file("d.csv", "id,price\n")).schema().fields().stream().map(Field::type))
        .containsExactly(DataType.VARCHAR, DataType.VARCHAR);
  }

  @Test
  void closingEarlyLeavesNothingOpen() {
    ConfigValues config = config(10).with(CsvConfig.READ_BYTES, 64L);
    Path file = file("a.csv", "a,b\n" + "1,2\n".repeat(10_000));
    ExecutionPlan scan = scanAll(open(config, file), config);
    try (ScanTask task = new ScanTask(config, DistributedTaskContext.SINGLE, 1L << 30);
        var stream = scan.execute(0, task)) {
      assertThat(ScanTask.firstBatch(stream).rowCount()).isEqualTo(10);
    }
  }

  private static void assertFailure(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(SluiceException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
