package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Benchmarks tell right results from wrong ones and keep what they made. */
class BenchCommandTest {
  @TempDir
  static Path data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void generate() {
    new SuiteFiles(data.resolve("tpch-sf0.01"))
        .generate(CatalogTable.of("tpch", "sf0.01"), 2, new PrintWriter(new StringWriter()));
  }

  private int run(String... args) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          err.write(String.valueOf(failure.getMessage()));
          return CommandLine.ExitCode.SOFTWARE;
        })
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args);
  }

  private int tpch(Path folder, String... more) {
    String[] args = new String[] {
      "tpch", "--sf", "0.01", "--data", folder.toString(), "--runs", "1", "--warmups", "0"
    };
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return run(all);
  }

  @Test
  void resultsAreCheckedAgainstStoredAnswers() {
    assertThat(tpch(data, "--workers", "3")).isZero();
    assertThat(out.toString())
        .containsPattern("q1 +[\\d.]+  as stored\n")
        .contains("22 queries, 0 wrong, 0 not checked.");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void processesShareThreadsEvenly() {
    assertThat(tpch(data, "--processes", "2", "--threads", "3")).isNotZero();
    assertThat(err.toString()).contains("3 threads cannot be shared evenly by 2 processes");
    assertThat(tpch(data, "--processes", "2", "--threads", "2", "--workers", "2"))
        .isNotZero();
    assertThat(err.toString()).contains("--processes and --workers exclude each other");
  }

  @Test
  void resultsAreCheckedAgainstThePeerOverTheSameFiles() throws Exception {
    Path json = data.resolve("result.json");
    assertThat(tpch(
            data,
            "--against",
            "duckdb",
            "--peer-jar",
            peerJar(),
            "--queries",
            "q1,q6",
            "--json",
            json.toString()))
        .isZero();
    assertThat(out.toString())
        .containsPattern("q6 +[\\d.]+ +[\\d.]+ +[\\d.]+  as peer\n")
        .contains("2 queries, 0 wrong, 0 not checked.");
    JsonObject result = new JsonObject(Buffer.buffer(Files.readAllBytes(json)));
    assertThat(result.getString("peer")).startsWith("DuckDB v");
    JsonObject query = result.getJsonArray("queries").getJsonObject(0);
    assertThat(query.getString("name")).isEqualTo("q1");
    assertThat(query.getInteger("rows")).isEqualTo(4);
    assertThat(query.getJsonArray("oursMillis")).hasSize(1);
    assertThat(query.getJsonArray("peerMillis")).hasSize(1);
  }

  @Test
  void aProfileTellsWhichOperatorsTookTheTime() throws IOException {
    Path json = data.resolve("profile.json");
    assertThat(tpch(
            data, "--queries", "q1,q3", "--profile", "--workers", "2", "--json", json.toString()))
        .isZero();
    assertThat(out.toString())
        .containsPattern("query +total ms +scan +io +filter +projection +join_build +join_probe ")
        .containsPattern("q3( +[\\d.]+){11}\n");
    JsonObject result = new JsonObject(Buffer.buffer(Files.readAllBytes(json)));
    JsonObject profile = result.getJsonArray("queries").getJsonObject(1).getJsonObject("profile");
    assertThat(profile.getDouble("totalMillis")).isPositive();
    double whole = Arrays.stream(OperatorKind.values())
        .mapToDouble(kind -> profile.getDouble(kind.title()))
        .sum();
    assertThat(whole).isCloseTo(1, within(1e-9));
    assertThat(profile.getDouble("scan")).isPositive();
    assertThat(profile.getDouble("join_build")).isPositive();
    assertThat(profile.getDouble("other")).isLessThan(0.5);
  }

  @Test
  void everyOperatorHasAKind() {
    assertThat(OperatorKind.of("[Stage 2] => NetworkShuffleExec: output_partitions=2"))
        .isEqualTo(OperatorKind.EXCHANGE);
    assertThat(OperatorKind.of("CoalescePartitionsExec")).isEqualTo(OperatorKind.EXCHANGE);
    assertThat(OperatorKind.of("HashJoinExec: mode=Partitioned"))
        .isEqualTo(OperatorKind.JOIN_PROBE);
    assertThat(OperatorKind.of("WindowExec: x")).isEqualTo(OperatorKind.OTHER);
  }

  private static String peerJar() throws URISyntaxException {
    return Path.of(DuckDBDriver.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI())
        .toString();
  }

  /** The tables as views of a connection, made by a script. */
  private static Path viewsScript(Path folder, String more) throws IOException {
    StringBuilder script = new StringBuilder("-- tables; of the suite\n\n");
    for (GeneratedTable table : CatalogTable.of("tpch", "sf0.01")) {
      script.append("CREATE VIEW %s AS\n  SELECT * FROM '${data}/%s/*.parquet';\n"
          .formatted(table.name(), table.name()));
    }
    return Files.writeString(folder.resolve("views.sql"), script + more);
  }

  @Test
  void aJdbcUrlIsAPeerWhoseTablesAScriptMakes(@TempDir Path folder) throws Exception {
    Path script = viewsScript(folder, "SET threads = 1");
    assertThat(tpch(
            data,
            "--against",
            "jdbc:duckdb:",
            "--peer-jar",
            peerJar(),
            "--peer-sql",
            script.toString()))
        .isZero();
    assertThat(out.toString())
        .containsPattern("q22 +[\\d.]+ +[\\d.]+ +[\\d.]+  as peer\n")
        .contains("22 queries, 0 wrong, 0 not checked.")
        .doesNotContain("refused");
  }

  @Test
  void aQueryThatThePeerRefusesIsShownAndLeftOutOfTheMeans(@TempDir Path folder) throws Exception {
    Path script = viewsScript(folder, "DROP VIEW supplier;\n");
    Path json = folder.resolve("result.json");
    assertThat(tpch(
            data,
            "--against",
            "jdbc:duckdb:",
            "--queries",
            "q1,q2",
            "--peer-sql",
            script.toString(),
            "--json",
            json.toString()))
        .isZero();
    assertThat(out.toString())
        .containsPattern("q1 +[\\d.]+ +[\\d.]+ +[\\d.]+  as peer\n")
        .containsPattern("q2 +[\\d.]+ +- +-  as stored; DuckDB v[\\d.]+ refuses: .*supplier.*\n")
        .contains("1 refused by the peer; the means are those of the others.");
    JsonObject result = new JsonObject(Buffer.buffer(Files.readAllBytes(json)));
    JsonObject first = result.getJsonArray("queries").getJsonObject(0);
    assertThat(result.getDouble("oursMeanMillis"))
        .isCloseTo(first.getJsonArray("oursMillis").getDouble(0), withinPercentage(0.001));
    assertThat(result.getJsonArray("queries").getJsonObject(1).getString("refusal"))
        .contains("supplier");
  }

  @Test
  void aWrongResultOfAPeerByUrlIsNamed(@TempDir Path folder) throws Exception {
    Path script = viewsScript(folder, """
        CREATE OR REPLACE VIEW lineitem AS SELECT * FROM '${data}/lineitem/*.parquet' LIMIT 0;
        """);
    assertThat(tpch(
            data, "--against", "jdbc:duckdb:", "--queries", "q1", "--peer-sql", script.toString()))
        .isEqualTo(1);
    assertThat(out.toString()).contains("WRONG: 4 rows instead of 0");
  }

  @Test
  void aWrongResultIsNamedAndFailsTheRun(@TempDir Path other) {
    new SuiteFiles(other.resolve("tpch-sf0.01"))
        .generate(CatalogTable.of("tpch", "sf0.02"), 2, new PrintWriter(err));
    assertThat(tpch(other, "--queries", "q1,q6")).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("q1 +[\\d.]+  WRONG: checksum [0-9a-f]{16} instead of [0-9a-f]{16}\n")
        .contains("2 queries, 2 wrong, 0 not checked.");
  }

  @Test
  void aResultThatNothingIsKnownOfIsSaidToBeUnchecked(@TempDir Path other) {
    assertThat(run(
            "clickbench",
            "--rows",
            "1000",
            "--data",
            other.toString(),
            "--queries",
            "q1,q2",
            "--runs",
            "1"))
        .isZero();
    assertThat(out.toString()).contains("2 queries, 0 wrong, 2 not checked.");
  }

  @Test
  void filesAreMadeOnceAndAppearWhenTheyAreComplete() throws IOException {
    Path folder = data.resolve("tpch-sf0.01");
    try (var tables = Files.list(folder)) {
      assertThat(tables.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier");
    }
    StringWriter progress = new StringWriter();
    new SuiteFiles(folder)
        .generate(CatalogTable.of("tpch", "sf0.01"), 2, new PrintWriter(progress));
    assertThat(progress.toString()).isEmpty();
  }

  @Test
  void filesOfAGenerationThatFailedAreGone(@TempDir Path folder) {
    GeneratedTable broken = new GeneratedTable() {
      @Override
      public String name() {
        return "broken";
      }

      @Override
      public int partCount() {
        return 3;
      }

      @Override
      public void generate(int part, PartSink sink) {
        sink.begin(Schema.of(new Field("number", DataType.BIGINT, false)));
        throw new SluiceException(ErrorCode.IO_ERROR, "No more rows");
      }
    };
    assertThatThrownBy(
            () -> new SuiteFiles(folder).generate(List.of(broken), 2, new PrintWriter(err)))
        .hasMessage("No more rows");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void numbersAndLatencyAreMeasured() throws IOException {
    Path json = data.resolve("numbers.json");
    assertThat(run("numbers", "--rows", "1000000", "--runs", "2", "--json", json.toString()))
        .isZero();
    assertThat(out.toString()).matches("1000000 rows in [\\d.]+ s with \\d+ threads: .*\n");
    assertThat(new JsonObject(Buffer.buffer(Files.readAllBytes(json))).getJsonArray("seconds"))
        .hasSize(2);
    assertThat(run("latency", "--runs", "20", "--warmups", "0")).isZero();
    assertThat(out.toString())
        .contains("SELECT 1 (event bus)")
        .contains("numbers(0, 100) (4 workers)");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      tpch --queries q1,q77        | 1 | --queries: tpch has no query 'q77', only q1 to q22
      tpch --sf 0                  | 1 | Scale factor 0 is not possible
      tpch --runs 0                | 1 | --runs must be a whole number from 1, but got 0
      tpch --against duckdb --peer-jar no.jar | 1 | --peer-jar: 'no.jar' is not a file
      tpch --against postgres         | 1 | --against must be duckdb or a JDBC URL such as
      tpch --against jdbc:none://user:word@host/x?password=p | 1 | no JDBC driver takes 'jdbc:none://host/x'; name its driver's jar with --peer-jar
      tpch --peer-sql views.sql       | 1 | name it with --against
      tpch --sf 0.01 --against jdbc:duckdb: --peer-sql no.sql | 1 | --peer-sql: cannot read 'no.sql'
      tpch --sf 0.01 --against jdbc:duckdb:/no/such/folder/file | 1 | cannot connect to the peer
      clickbench --rows 0          | 2 | --rows must be from 1 to 1000000000, but got 0
      numbers --rows 0             | 2 | must be whole numbers from 1
      latency --runs 0             | 2 | --runs must be a whole number from 1
      shuffle --rows 0             | 2 | must be whole numbers from 1
      nothing                      | 2 | nothing
      """)
  void aWrongCommandLineSaysWhatIsWrong(String line, int exitCode, String message) {
    assertThat(run((line.startsWith("tpch") ? line + " --data " + data : line).split(" ")))
        .isEqualTo(exitCode);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void aPeersDecimalAgreesWithTheDoubleThatItIsRoundedFrom() {
    List<List<String>> ours = List.of(List.of("a", "2.5522006000000001e+01"));
    assertThat(differenceFrom(ours, "25.52", 2)).isEmpty();
    assertThat(differenceFrom(ours, "25.522", 4)).isEmpty();
    assertThat(differenceFrom(ours, "25.52", 4)).isPresent();
    assertThat(differenceFrom(ours, "25.53", 2)).isPresent();
    assertThat(differenceFrom(ours, "2.5520000000000000e+01", RowComparison.NO_SCALE))
        .isPresent();
    assertThat(differenceFrom(List.of(List.of("a", "25.522")), "25.52", 2)).isPresent();
  }

  private static Optional<String> differenceFrom(
      List<List<String>> ours, String number, int scale) {
    return RowComparison.sides(ours, List.of(List.of("a", number)), false)
        .withScales(List.of(RowComparison.NO_SCALE, scale))
        .difference();
  }

  @Test
  void checksumsDoNotDependOnTheOrderOfRowsOrOnLastDigits() {
    List<String> first = List.of("1.0000000000000000e+00", "a");
    List<String> nearlyFirst = List.of("1.0000000000000002e+00", "a");
    List<String> second = List.of("2.5000000000000000e+00", "b");
    assertThat(RowChecksum.of(List.of(first, second)))
        .isEqualTo(RowChecksum.of(List.of(second, nearlyFirst)))
        .isNotEqualTo(RowChecksum.of(List.of(first, first)))
        .isNotEqualTo(RowChecksum.of(List.of(first)))
        .hasSize(16);
  }

  @Test
  void percentilesAreDurationsThatWereMeasured() {
    long[] nanos = new long[200];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (200 - i) * 1_000_000L;
    }
    Percentiles percentiles = Percentiles.of(nanos);
    assertThat(percentiles.millis(50)).isEqualTo(100);
    assertThat(percentiles.millis(99)).isEqualTo(198);
    assertThat(percentiles.millis(100)).isEqualTo(200);
    assertThat(Percentiles.of(new long[] {5_000_000}).millis(50)).isEqualTo(5);
  }
}
