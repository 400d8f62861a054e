package io.sluice.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fat jar as a user starts it: output, errors and exit codes. */
class CommandLineIT {
  private static final String DISTINCT =
      "SELECT DISTINCT number FROM numbers(0, %s) ORDER BY number";

  private static void assertRun(int exitCode, String out, String err, String... args)
      throws IOException, InterruptedException {
    try (JarProcess process = JarProcess.start(args).await()) {
      assertThat(process.err()).isEqualTo(err);
      assertThat(process.out()).isEqualTo(out);
      assertThat(process.exitCode()).isEqualTo(exitCode);
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 4", "11, 4", "100, 4", "100, 10"})
  void plansAsTheGoldenFilesSay(String end, String workers) throws Exception {
    String file = "/golden/numbers-0-%s-workers-%s.txt".formatted(end, workers);
    try (InputStream golden = CommandLineIT.class.getResourceAsStream(file)) {
      String text =
          new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
      String sql = DISTINCT.formatted(end);
      assertRun(0, text, "", "sql", sql, "--workers", workers, "--show-distributed-plan");
    }
  }

  @Test
  void printsTheLastResultInTheFormAskedFor() throws Exception {
    String sql =
        "SET target_partitions = 2; SELECT number AS n, 'ü' AS t FROM numbers(0, 2) ORDER BY n";

    assertRun(0, " n | t\n---+---\n 0 | ü\n 1 | ü\n(2 rows)\n", "", "sql", sql);
    assertRun(0, "n,t\n0,ü\n1,ü\n", "", "sql", sql, "--format", "csv");
    assertRun(
        0,
        "[\n{\"n\":0,\"t\":\"ü\"},\n{\"n\":1,\"t\":\"ü\"}\n]\n",
        "",
        "sql",
        sql,
        "--format=json");
  }

  @Test
  void aFailureIsOneLineAndExitCodeOne() throws Exception {
    assertRun(
        1,
        "",
        "Table function 'numbrs' not found; did you mean 'numbers'? (line 1, column 15)\n",
        "sql",
        "SELECT * FROM numbrs(0, 10)");
  }

  @Test
  void aWrongCommandLineIsExitCodeTwo() throws Exception {
    assertRun(
        2, "", "Missing required parameter: '<statements>'; see 'sluice sql --help'\n", "sql");
    assertRun(
        2,
        "",
        "--workers must be a whole number from 1, but got 0; see 'sluice sql --help'\n",
        "sql",
        "SELECT 1",
        "--workers",
        "0");
    assertRun(2, "", "A command is missing; see 'sluice --help'\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      no/such.json                    | sluice: Configuration file 'no/such.json' does not exist
      pom.xml                         | sluice: Configuration file 'pom.xml' is not a JSON object: Failed to decode
      {"wroker": {"port": 1}}         | sluice: The configuration: Unknown option 'wroker.port'; did you mean 'worker.port'?
      {"worker": {"port": "x"}}       | sluice: The configuration: Option 'worker.port' must be a whole number from 0 to 65535, but got 'x'
      {"extensions": ["no.Such"]}     | sluice: Option 'extensions' names 'no.Such', which is no class
      {"session": {"no_such": 1}}     | sluice: Unknown option 'no_such'
      {"cluster": {"hazelcast_config": "no.xml"}} | sluice: Option 'cluster.hazelcast_config' must be the path of a Hazelcast configuration file, but 'no.xml' cannot be used
      """)
  void aWrongConfigurationIsOneLineAndExitCodeOne(String config, String line) throws Exception {
    assertNoStart(config, line);
  }

  private static void assertNoStart(String config, String line) throws Exception {
    String ownCluster = config.replaceFirst(
        "^\\{\"(?!cluster)", "{\"cluster.name\": \"command-line-it\", \"cluster.port\": 17901, \"");
    try (JarProcess process = JarProcess.start("-cluster", "-conf", ownCluster).await()) {
      assertThat(process.err()).startsWith(line).matches("[^\\n]*\\n");
      assertThat(process.out()).isEmpty();
      assertThat(process.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aPortInUseIsOneLineAndExitCodeOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertNoStart(
          "{\"roles\": [\"worker\"], \"worker\": {\"port\": " + port + "}}",
          "sluice: The exchange cannot listen at 127.0.0.1:" + port);
      assertNoStart(
          "{\"cluster\": {\"port\": " + port + ", \"port_auto_increment\": false}}",
          "sluice: Port " + port + " of 127.0.0.1 is in use");
    }
  }

  @Test
  void benchmarksRunFromTheJar(@TempDir Path data) throws Exception {
    Path json = data.resolve("tpch.json");
    String[] tpch = {
      "-Xmx1g",
      "-jar",
      System.getProperty("sluice.jar"),
      "bench",
      "tpch",
      "--sf",
      "0.01",
      "--queries",
      "q1,q6",
      "--runs",
      "1",
      "--data",
      data.toString(),
      "--json",
      json.toString()
    };
    try (JarProcess process = JarProcess.startJava(List.of(tpch)).await()) {
      assertThat(process.out()).contains("2 queries, 0 wrong, 0 not checked.");
      assertThat(process.exitCode()).isZero();
    }
    assertThat(json).content().contains("\"checkedAgainst\" : \"stored\"");
    List<String> processes = new ArrayList<>(List.of(tpch));
    processes.set(processes.indexOf("q1,q6"), "q3,q16,q18");
    processes.addAll(List.of("--processes", "2", "--threads", "2"));
    try (JarProcess process = JarProcess.startJava(processes).await()) {
      assertThat(process.err()).isEmpty();
      assertThat(process.out()).contains("3 queries, 0 wrong, 0 not checked.");
      assertThat(process.exitCode()).isZero();
    }
    try (JarProcess process =
        JarProcess.start("bench", "numbers", "--rows", "1000000", "--runs", "1").await()) {
      assertThat(process.out()).startsWith("1000000 rows in ");
      assertThat(process.exitCode()).isZero();
    }
    try (JarProcess process = JarProcess.start(
            "bench", "shuffle", "--rows", "100000", "--runs", "1", "--heap", "256")
        .await()) {
      assertThat(process.err()).isEmpty();
      assertThat(process.out())
          .containsPattern("gather +[\\d.]+")
          .containsPattern("group +[\\d.]+");
      assertThat(process.exitCode()).isZero();
    }
  }

  @Test
  void aNodeNeedsACluster() throws Exception {
    assertRun(
        1,
        "",
        "sluice: A node needs -cluster, for instance: java -jar app-fat.jar -cluster -conf conf/node.json\n",
        "-conf",
        "conf/node.json");
  }
}
