package io.sluice.source.json;

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
import io.sluice.source.file.FileIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScanTest {
  @TempDir
  Path directory;

  private final JsonExtension extension = new JsonExtension();

  private static ConfigValues config() {
    List<ConfigOption<?>> options = new ArrayList<>(SessionOptions.ALL);
    options.addAll(new JsonConfig().options());
    // One partition, so that rows come in the order of the file.
    return ConfigValues.of(options).with(SessionOptions.TARGET_PARTITIONS, 1L);
  }

  private static ConfigValues config(int batchSize, long pieceBytes, long splitBytes) {
    return config()
        .with(SessionOptions.BATCH_SIZE, (long) batchSize)
        .with(JsonConfig.READ_BYTES, pieceBytes)
        .with(JsonConfig.SPLIT_BYTES, splitBytes);
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
    return extension
        .fileFormats()
        .get(0)
        .open(Stream.of(files).map(Path::toString).toList(), config);
  }

  private String columns(String text) {
    return open(config(), file("columns.json", text)).schema().fields().toString();
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

  private List<List<Object>> read(Path file, ConfigValues config) {
    return read(scanAll(open(config, file), config), config);
  }

  private List<List<Object>> read(String text) {
    return read(file("a.json", text), config());
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  @ParameterizedTest
  @CsvSource({
    "8192, 1000000, 1000000000",
    "7, 64, 1000",
    "1, 1000, 64",
    "1000, 333, 12345",
    "100, 100000, 100000"
  })
  void whatAnotherEngineWritesAndReadsIsReadAlike(int batchSize, long pieceBytes, long splitBytes) {
    String query = "SELECT i AS id, if(i % 7 = 0, NULL, i / 8.0) AS real, i % 3 = 0 AS flag,"
        + " DATE '1992-02-28' + (i % 3000)::INTEGER AS day,"
        + " TIME '00:00:00.5' + to_seconds(i * 17) AS hour,"
        + " if(i % 5 = 0, NULL, TIMESTAMP '2001-02-03 04:05:06.789' + to_seconds(i * 3601)) AS moment,"
        + " if(i % 11 = 0, NULL, ['plain', 'a, comma', 'with \"quotes\"', E'two\\nlines', 'größer \uD83D\uDE00', 'back\\slash'][1 + i % 6]) AS text,"
        + " 9223372036854775807::HUGEINT + i AS large"
        + " FROM range(3000) t(i)";
    ConfigValues config = config(batchSize, pieceBytes, splitBytes);
    try (DuckDb duckDb = new DuckDb()) {
      for (String format : List.of("FORMAT json", "FORMAT json, ARRAY true")) {
        Path file = duckDb.copy(query, directory.resolve("a.json"), format);
        TableProvider table = open(config, file);
        assertThat(table.schema().fields())
            .hasToString("[id BIGINT, real DOUBLE, flag BOOLEAN, day DATE, hour TIME,"
                + " moment TIMESTAMP, text VARCHAR, large DECIMAL(38,0)]");
        String reread = "SELECT * FROM read_json('" + file + "')";
        assertThat(read(scanAll(table, config), config))
            .isEqualTo(duckDb.rows(reread, table.schema()))
            .isEqualTo(duckDb.rows(query, table.schema()));
        assertThat(table.statistics().rowCount().getAsDouble()).isBetween(2900.0, 3100.0);
      }
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheTextAndMovesNothing() {
    StringBuilder text = new StringBuilder("\uFEFF");
    List<List<Object>> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      text.append("{\"a\":" + i + "}\n");
      expected.add(row((long) i));
    }
    Path file = file("a.ndjson", text.toString());
    for (long splitBytes = 64; splitBytes < 90; splitBytes++) {
      ConfigValues config = config(10, 64, splitBytes).with(JsonConfig.SAMPLE_BYTES, 64L);
      assertThat(read(file, config)).isEqualTo(expected);
    }
    String array = "\uFEFF[" + text.substring(1).replace("\n", ",") + "{}]";
    ConfigValues config = config(10, 64, 64).with(JsonConfig.SAMPLE_BYTES, 64L);
    assertThat(read(file("b.json", array), config)).hasSize(301);
  }

  @Test
  void aRecordThatIsNullIsARowOfNulls() {
    assertThat(read("{\"a\":1,\"b\":2}\nnull\n")).containsExactly(row(1L, 2L), row(null, null));
  }

  @Test
  void namesThatSqlCannotTellApartAreKeysOfAMap() {
    assertThat(columns("{\"a\":{\"x\":1,\"X\":2}}")).isEqualTo("[a MAP(VARCHAR, BIGINT)]");
    assertThat(columns("{\"a\":{\"\":1}}")).isEqualTo("[a MAP(VARCHAR, BIGINT)]");
    assertThat(read("{\"a\":{\"x\":1,\"X\":2}}")).containsExactly(row(Map.of("x", 1L, "X", 2L)));
  }

  @Test
  void longTextsMakeSmallBatches() {
    ConfigValues config = config(8192, 1000, 1 << 20);
    Path file = file("a.json", ("{\"a\":\"" + "x".repeat(5000) + "\"}\n").repeat(20));
    List<Integer> counts = new ArrayList<>();
    try (ScanTask task = new ScanTask(config, DistributedTaskContext.SINGLE, 1L << 30)) {
      task.read(scanAll(open(config, file), config), batch -> counts.add(batch.rowCount()));
    }
    assertThat(counts).hasSizeGreaterThan(8).allMatch(count -> count <= 2);
    assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    for (String bad : List.of(
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\ude00x\"}",
        "{\"a\":[\"\\ud83d\"]}",
        "{\"a\":{\"x\":1,\"X\":1,\"\\ud83d\":2}}")) {
      assertFailure(() -> read(bad), ErrorCode.INVALID_FILE, "half of a surrogate pair");
    }
    assertThat(read("{\"a\":\"\\ud83d\\ude00\"}")).containsExactly(row("\uD83D\uDE00"));
    Path file = directory.resolve("bad.json");
    for (String bad : List.of("{\"a\":\"\u00FF\"}", "{\"a\":1} {\"a\":{\"b\":\"\u00FF\"}}")) {
      Files.write(file, bad.getBytes(StandardCharsets.ISO_8859_1));
      assertFailure(() -> read(file, config()), ErrorCode.INVALID_FILE, "UTF-8");
    }
  }

  @Test
  void nullAndMissingMembersAreNull() {
    assertThat(read("{\"a\":1,\"b\":\"x\"}\n{\"b\":null}\n{}\n{\"c\":true,\"a\":2}"))
        .containsExactly(
            row(1L, "x", null), row(null, null, null), row(null, null, null), row(2L, null, true));
  }

  @Test
  void membersComeInAnyOrderAndTheFirstOfANameCounts() {
    assertThat(read("{\"a\":1,\"b\":2}\n{\"b\":3,\"a\":4}\n{\"b\":5,\"b\":6,\"a\":7}"))
        .containsExactly(row(1L, 2L), row(4L, 3L), row(7L, 5L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 9223372036854775807 -9223372036854775808 null;BIGINT",
        "1 9223372036854775808;DECIMAL(38,0)",
        "99999999999999999999999999999999999999;DECIMAL(38,0)",
        "100000000000000000000000000000000000000;DOUBLE",
        "1 2.5 1e10;DOUBLE",
        "true false;BOOLEAN",
        "\"2020-02-29\" \"1999-12-31\";DATE",
        "\"2020-02-29\" \"1999-12-31T23:59:59.5\";TIMESTAMP",
        "\"2020-02-29T10:20:30Z\" \"2020-02-29 10:20-03:30\";TIMESTAMP WITH TIME ZONE",
        "\"2020-02-29T10:20:30Z\" \"2020-02-29T10:20:30\";VARCHAR",
        "\"10:20:30\" \"23:59:59.999999\";TIME",
        "\"24:00:00\";VARCHAR",
        "\"2019-02-29\";VARCHAR",
        "true 1;VARCHAR",
        "\"true\";VARCHAR",
        "1 \"1\";VARCHAR",
        "null;VARCHAR",
        "{};VARCHAR",
        "{} 1;VARCHAR",
        "[] [];VARCHAR[]",
        "[1] [2.5,null];DOUBLE[]",
        "[[1],[\"x\"]];VARCHAR[][]",
        "{\"x\":1} {\"y\":[true]};ROW(x BIGINT, y BOOLEAN[])",
        "[{\"x\":{\"y\":1}}];ROW(x ROW(y BIGINT))[]"
      })
  void aTypeIsTheNarrowestThatAllValuesHave(String values, String type) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (String value : values.split(" (?![0-9:-]+\")")) {
      text.append("{\"h\":").append(value).append("}\n");
      count++;
    }
    Path file = file("a.json", text.toString());
    TableProvider table = open(config(), file);
    assertThat(table.schema().type(0)).hasToString(type);
    assertThat(read(file, config())).hasSize(count);
  }

  @Test
  void whatHasNoCommonTypeIsTextAsItIsWritten() {
    assertThat(read("{\"a\":[1, {\"b\" : 2}]}\n{\"a\":\"x\\ny\"}\n{\"a\":1.50}\n{\"a\":false}\n"
            + "{\"a\":{\"c\":\"}\"} }\n{\"a\":-12}"))
        .containsExactly(
            row("[1, {\"b\" : 2}]"),
            row("x\ny"),
            row("1.50"),
            row("false"),
            row("{\"c\":\"}\"}"),
            row("-12"));
    assertThat(read("{\"a\":[1,\"x\",{\"b\":[2]},null]}"))
        .containsExactly(row(Arrays.asList("1", "x", "{\"b\":[2]}", null)));
  }

  @Test
  void nestedValuesAreValuesOfNestedTypes() {
    assertThat(columns("{\"a\":{\"b\":[1,2],\"c\":{\"d\":\"2020-01-01\"}}}"))
        .isEqualTo("[a ROW(b BIGINT[], c ROW(d DATE))]");
    assertThat(read("{\"a\":{\"b\":[1,2],\"c\":{\"d\":\"2020-01-01\"}}}\n"
            + "{\"a\":{\"c\":{\"d\":null,\"e\":9},\"b\":[null]}}\n{\"a\":{}}"))
        .containsExactly(
            row(row(List.of(1L, 2L), row(18262, null))),
            row(row(row((Object) null), row(null, 9L))),
            row(row(null, null)));
  }

  @Test
  void objectsWithManyNamesAreMaps() {
    ConfigValues config = config().with(JsonConfig.MAP_INFERENCE_THRESHOLD, 2L);
    Path file =
        file("a.json", "{\"a\":{\"x\":1,\"y\":2},\"b\":0}\n{\"a\":{\"z\":3.5,\"z\":4},\"c\":1}");
    assertThat(open(config, file).schema().fields())
        .hasToString("[a MAP(VARCHAR, DOUBLE), b BIGINT, c BIGINT]");
    assertThat(read(file, config))
        .containsExactly(
            row(Map.of("x", 1.0, "y", 2.0), 0L, null), row(Map.of("z", 3.5), null, 1L));
  }

  @Test
  void whatLiesTooDeepIsText() {
    ConfigValues config = config().with(JsonConfig.MAXIMUM_DEPTH, 1L);
    Path file = file("a.json", "{\"a\":[[1],[2]],\"b\":{\"c\":{\"d\":1}}}");
    assertThat(open(config, file).schema().fields()).hasToString("[a VARCHAR[], b ROW(c VARCHAR)]");
    assertThat(read(file, config)).containsExactly(row(List.of("[1]", "[2]"), row("{\"d\":1}")));
    String deep = "[".repeat(900) + "]".repeat(900);
    assertThat(read("{\"a\":" + deep + "}")).hasSize(1);
  }

  @Test
  void namesThatDifferInCaseOnlyAreTwoColumns() {
    assertThat(columns("{\"a\":1,\"A\":2,\"\":3}"))
        .isEqualTo("[a BIGINT, A_1 BIGINT, column2 BIGINT]");
    assertThat(read("{\"A\":2,\"\":3,\"a\":1}")).containsExactly(row(2L, 3L, 1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n",
        "{\"a\":1}\r\n{\"a\":2}\r\n\r\n{\"a\":3}",
        "\uFEFF{\"a\":1} {\"a\":2}\n {\"a\":3}\n",
        "{\n \"a\" : 1\n}\n{\n \"a\" : 2\n}{\"a\":3}",
        "{\"a\":1}{\"a\":2}{\"a\":3}",
        "[{\"a\":1},{\"a\":2},{\"a\":3}]",
        "\n [\n{\"a\":1},\n{\"a\":2}\n,{\"a\"\n:3}\n]\n "
      })
  void recordsFollowEachOtherInThreeWays(String text) {
    for (long pieceBytes : List.of(64L, 65L, 1000L)) {
      for (int blanks : List.of(0, 10, 50, 70)) {
        Path file = file("a.json", text + " ".repeat(blanks));
        assertThat(read(file, config(8192, pieceBytes, 1 << 20)))
            .containsExactly(row(1L), row(2L), row(3L));
      }
    }
  }

  @Test
  void theFormatIsFound() {
    assertThat(layout("{\"a\":1}\n{\"a\":2}")).isEqualTo(JsonLayout.NEWLINE_DELIMITED);
    assertThat(layout("[1,2]\n[3]\n")).isEqualTo(JsonLayout.NEWLINE_DELIMITED);
    assertThat(layout("[1,2]\n")).isEqualTo(JsonLayout.ARRAY);
    assertThat(layout("[{\"a\":1},")).isEqualTo(JsonLayout.ARRAY);
    assertThat(layout("{\n\"a\":1}\n{\"a\":2}")).isEqualTo(JsonLayout.UNSTRUCTURED);
    assertThat(layout("{\"a\":1}")).isEqualTo(JsonLayout.UNSTRUCTURED);
  }

  private JsonLayout layout(String text) {
    // The sample ends before the file does.
    String longer = text.length() < 64 && text.endsWith(",") ? text + "{},".repeat(40) : text;
    ConfigValues config = config().with(JsonConfig.SAMPLE_BYTES, 64L);
    Path file = file("layout.json", longer);
    return JsonSniffer.sniff(FileIdentity.of(file), 64, config).file().layout();
  }

  @Test
  void valuesThatAreNoObjectsAreOneColumn() {
    assertThat(columns("1\n2.5\nnull\n")).isEqualTo("[json DOUBLE]");
    assertThat(read("1\n2.5\nnull\n")).containsExactly(row(1.0), row(2.5), row((Object) null));
    assertThat(read("[\"a\",[1],{\"b\":\"]\"},null]"))
        .containsExactly(row("a"), row("[1]"), row("{\"b\":\"]\"}"), row((Object) null));
    assertThat(read("[1,2]\n[3]\n")).containsExactly(row(List.of(1L, 2L)), row(List.of(3L)));
    assertThat(read("12 34")).containsExactly(row(12L), row(34L));
    for (String empty : List.of("", " \n", "[]", "[ ]\n")) {
      assertThat(columns(empty)).isEqualTo("[json VARCHAR]");
      assertThat(read(empty)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(JsonLayout.class)
  void anyPiecesAndSplitsGiveEachRecordOnce(JsonLayout layout) {
    StringBuilder text = new StringBuilder(layout == JsonLayout.ARRAY ? "[" : "");
    List<List<Object>> expected = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String value = "[{,}]\\\"\\\\".repeat(i % 13);
      text.append(layout == JsonLayout.ARRAY && i > 0 ? "," : "")
          .append("{\"i\":" + i + ",\"t\":\"" + value + "\"}")
          .append(layout == JsonLayout.NEWLINE_DELIMITED || i % 2 == 0 ? "\n" : "");
      expected.add(row((long) i, "[{,}]\"\\".repeat(i % 13)));
    }
    Path file =
        file("a.json", text.append(layout == JsonLayout.ARRAY ? "]" : "").toString());
    for (long splitBytes = 64; splitBytes < 400; splitBytes += 1 + splitBytes % 3) {
      for (long pieceBytes : List.of(64L, 100L, 1000L)) {
        ConfigValues config = config(10, pieceBytes, splitBytes)
            .with(JsonConfig.FORMAT, layout.name().toLowerCase(java.util.Locale.ROOT));
        TableProvider table = open(config, file);
        assertThat(read(scanAll(table, config), config)).isEqualTo(expected);
        JsonExec scan = ((JsonExec) scanAll(table, config)).withTaskCount(3);
        assertThat(scan.splitCount() > 1).isEqualTo(layout == JsonLayout.NEWLINE_DELIMITED);
        assertThat(ScanTask.rows(scan, 10, 3)).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @Test
  void compressedFilesAreReadAsTheyAre() throws IOException {
    Path file = directory.resolve("a.ndjson.gz");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      text.append("{\"a\":" + i + ",\"b\":\"text " + i + "\"}\n");
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read(file, config(100, 1000, 64))).hasSize(5000).contains(row(4999L, "text 4999"));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertFailure(
        () -> read(file, config()),
        ErrorCode.INVALID_FILE,
        "File '" + file + "' is not valid GZIP");
  }

  @Test
  void severalFilesAreOneTableWithTheColumnsOfAll() {
    Path first = file("1.json", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2}\n");
    Path second = file("2.json", "[{\"c\":true,\"a\":2.5}]");
    Path third = file("3.json", "");
    ConfigValues config = config();
    TableProvider table = open(config, first, second, third);
    assertThat(table.schema().fields()).hasToString("[a DOUBLE, b VARCHAR, c BOOLEAN]");
    JsonExec scan = (JsonExec) scanAll(table, config);
    assertThat(scan.displayAs()).isEqualTo("JsonExec: splits=3, projection=[a, b, c]");
    assertThat(read(scan, config))
        .containsExactlyInAnyOrder(row(1.0, "x", null), row(2.0, null, null), row(2.5, null, true));
    assertThat(ScanTask.rows(scan.withTaskCount(2), 10, 2)).hasSize(3);
    var estimator = extension.taskEstimators().get(0);
    assertThat(estimator.taskEstimation(scan, config.with(SessionOptions.BYTES_PER_TASK, 1L)))
        .hasValue(new TaskCount.Desired(3));
  }

  @Test
  void theCodecWritesEveryPartOfTheNode() {
    ConfigValues config = config().with(JsonConfig.SPLIT_BYTES, 64L);
    Path lines = file("1.json", "{\"a\":1,\"b\":2}\n".repeat(20));
    TableProvider table = open(config, lines, file("2.json", "[{\"b\":true}]"));
    JsonExec scan = ((JsonExec) scan(table, config, 1)).withTaskCount(2);
    PlanCodec codec = new PlanCodec(extension.codecs());
    assertThat(codec.decode(codec.encode(scan))).isEqualTo(scan);
    JsonExec values = (JsonExec) scanAll(open(config, file("3.json", "1 2")), config);
    assertThat(codec.decode(codec.encode(values))).isEqualTo(values);
  }

  @Test
  void aProjectionMayBeEmptyAndInAnyOrder() {
    ConfigValues config = config(2, 64, 64);
    TableProvider table = open(
        config,
        file(
            "a.json",
            "{\"a\":1,\"b\":\"x\",\"c\":[1]}\n{\"a\":2}\n{\"c\":[],\"b\":\"z\",\"d\":{}}"));
    assertThat(read(scan(table, config), config)).containsExactly(row(), row(), row());
    assertThat(read(scan(table, config, 2, 0), config))
        .containsExactly(row(List.of(1L), 1L), row(null, 2L), row(List.of(), null));
    TableProvider values = open(config, file("b.json", "[1,[2,{\"a\":3}],4]"));
    assertThat(read(scan(values, config), config)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "{\"a\":1}\\n{\"a\":x}\\n;byte 15;Unrecognized token 'x'",
        "{\"a\":1}\\n{\"a\":2;byte 14;the text ends within a record",
        "{\"a\":1}\\n{\"a\":\"never closed;byte 26;the text ends within a record",
        "[{\"a\":1},{\"a\":2};byte 16;the array of records is never closed",
        "[{\"a\":1} {\"a\":2}];byte 9;',' or ']' is expected after a record",
        "[{\"a\":1},,{\"a\":2}];byte 9;a value is expected",
        "[{\"a\":1},];byte 9;a value is expected",
        "[{\"a\":1}]];byte 9;text follows the ']' that ends the array",
        "{\"a\":1}\\n};byte 8;Unexpected close marker '}'",
        "{\"a\":1}\\n{\"a\":1,};byte 15;Unexpected character ('}'",
        "{\"a\":1}\\n{\"a\":01};byte 14;Invalid numeric value: Leading zeroes not allowed",
        "{\"a\":1}\\n{\"a\":\"\\x01\"};byte 14;Illegal unquoted character"
      })
  void damageIsNamedByFileAndPlace(String text, String place, String message) {
    String unescaped = text.replace("\\n", "\n").replace("\\x01", "\u0001");
    Path file = file("a.json", unescaped);
    assertThatThrownBy(() -> read(file, config()))
        .isInstanceOfSatisfying(
            SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE))
        .hasMessageStartingWith("File '" + file + "', " + place + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void aValueThatDoesNotFitTheTypeOfTheSampleIsNamed() {
    ConfigValues config = config(8192, 1000, 500).with(JsonConfig.SAMPLE_BYTES, 64L);
    Map<String, String> values = Map.of(
        "{\"a\":1.5}", "column 'a' is BIGINT here, but its value is 1.5",
        "{\"a\":\"1\"}", "column 'a' is BIGINT here, but its value is \"1\"",
        "{\"a\":{\"x\": [1]}}", "column 'a' is BIGINT here, but its value is {\"x\": [1]}",
        "{\"b\":[1,true]}", "column 'b' is BIGINT here, but its value is true",
        "{\"b\":5}", "column 'b' is BIGINT[] here, but its value is 5",
        "{\"c\":\"x\"}", "column 'c' is DATE here, but its value is \"x\"",
        "[1]", "a record is an object in this table, but here is [1]");
    values.forEach((bad, message) -> {
      String good = "{\"a\":1,\"b\":[1],\"c\":\"2020-01-01\"}\n";
      Path file = file("a.json", good.repeat(100) + bad + "\n");
      assertFailure(() -> read(file, config), ErrorCode.INVALID_FILE, message);
      int place = bad.startsWith("[") ? 0 : Math.max(bad.indexOf("true"), bad.indexOf(":") + 1);
      assertFailure(
          () -> read(file, config),
          ErrorCode.INVALID_FILE,
          "byte %d:".formatted(100 * good.length() + place));
    });
  }

  @Test
  void recordsAreBounded() {
    ConfigValues config = config(10, 64, 1 << 20)
        .with(JsonConfig.MAX_RECORD_BYTES, 1000L)
        .with(JsonConfig.SAMPLE_BYTES, 64L);
    String fits = "{\"a\":\"" + "x".repeat(900) + "\"}\n";
    assertThat(read(file("a.json", fits.repeat(3)), config)).hasSize(3);
    String tooLong = "{\"a\":\"" + "x".repeat(2000) + "\"}\n";
    assertFailure(
        () -> read(file("a.json", fits + tooLong), config),
        ErrorCode.INVALID_FILE,
        "a record is longer than json.max_record_bytes = 1000");
    assertFailure(
        () -> read(file("a.json", tooLong + fits), config),
        ErrorCode.INVALID_FILE,
        "a record is longer than json.max_record_bytes = 1000");
  }

  @Test
  void wholeNumbersBeyondALongKeepAllDigits() {
    assertThat(read("{\"a\":18446744073709551615}\n{\"a\":-1}\n{\"a\":null}"))
        .containsExactly(
            row(new BigDecimal("18446744073709551615")), row(new BigDecimal("-1")), row((Object)
                null));
  }

  @Test
  void aFileThatIsOverwrittenMeanwhileIsAnErrorInEachSplit() throws IOException {
    ConfigValues config = config(10, 1000, 5000);
    String line = "{\"a\":1000}\n";
    Path file = file("a.json", line.repeat(2000));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    ExecutionPlan scan = scanAll(open(config, file), config);
    try (ScanTask task = new ScanTask(config, DistributedTaskContext.SINGLE, 1L << 30);
        var stream = scan.execute(0, task)) {
      assertThat(ScanTask.firstBatch(stream).rowCount()).isEqualTo(10);
      Files.writeString(file, line.replace('1', '2').repeat(2000));
      int[] rows = {10};
      assertFailure(
          () -> ScanTask.read(stream, batch -> rows[0] += batch.rowCount()),
          ErrorCode.INVALID_FILE,
          "changed while the query ran");
      // Not beyond the split at whose end it shows.
      assertThat(rows[0]).isLessThanOrEqualTo(5000 / line.length() + 1);
    }
  }

  @Test
  void tablesOfManyColumnsHaveSmallBatches() {
    StringBuilder record = new StringBuilder("{\"m0\":0");
    for (int i = 1; i < 5000; i++) {
      record.append(",\"m" + i + "\":" + i);
    }
    ConfigValues config = config(8192, 1 << 20, 1 << 30);
    Path file = file("a.json", (record + "}\n").repeat(10));
    try (ScanTask task = new ScanTask(config, DistributedTaskContext.SINGLE, 32L << 20)) {
      task.read(
          scanAll(open(config, file), config),
          batch -> assertThat(batch.rows().get(0)).hasSize(5000).endsWith(4999L));
    }
  }

  @Test
  void closingEarlyLeavesNothingOpen() {
    ConfigValues config = config(10, 64, 1000);
    ExecutionPlan scan =
        scanAll(open(config, file("a.json", "{\"a\":1}\n".repeat(10_000))), config);
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
