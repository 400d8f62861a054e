package io.sluice.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator and two workers as processes of the fat jar. */
class ProcessesIT {
  private static final int PORT = 17_951;
  private static final String SUM =
      "SELECT count(*) AS c, sum(number) AS s FROM numbers(0, 1000000)";
  private static final String SUM_CSV = "c,s\n1000000,499999500000\n";

  private final List<JarProcess> nodes = new ArrayList<>();

  @TempDir
  private Path folder;

  @BeforeEach
  void start() throws Exception {
    addNode("coordinator");
    addNode("worker");
    addNode("worker");
  }

  @AfterEach
  void stop() throws IOException {
    for (JarProcess node : nodes) {
      node.close();
    }
  }

  private JarProcess addNode(String role) throws Exception {
    JarProcess node =
        JarProcess.start("-cluster", "-conf", config("\"" + role + "\"")).awaitReady();
    nodes.add(node);
    assertThat(node.out()).matches("sluice: " + role + " listening on 127.0.0.1:\\d+, [^\\n]*\\n");
    return node;
  }

  private static String config(String role) {
    return """
        {"roles": [%s], "cluster": {"name": "processes-it", "port": %d, "members": ["127.0.0.1:%d"]}}""".formatted(role, PORT, PORT);
  }

  private static JarProcess sql(String sql, String... options) {
    List<String> args =
        new ArrayList<>(List.of("sql", sql, "--format", "csv", "--cluster", config("")));
    args.addAll(List.of(options));
    return JarProcess.start(args.toArray(String[]::new));
  }

  private static void assertAnswer(String sql, String csv) throws Exception {
    try (JarProcess client = sql(sql).await()) {
      assertThat(client.err()).isEmpty();
      assertThat(client.out()).isEqualTo(csv);
    }
  }

  @Test
  void aLostWorkerFailsItsQueryWithinTenSecondsAndNoOther() throws Exception {
    assertAnswer(SUM, SUM_CSV);

    try (JarProcess client = sql(
        "SELECT number % 7 AS k, count(*) FROM numbers(0, 10000000000000) GROUP BY number % 7")) {
      // Long enough for the client to have joined and its query to run.
      assertThat(client.isAliveAfterMillis(8_000)).as(client.err()).isTrue();
      nodes.get(2).kill();
      long killed = System.nanoTime();
      client.awaitComplaint();
      assertThat(System.nanoTime() - killed).isLessThan(10_000_000_000L);
      assertThat(client.await().exitCode()).isEqualTo(1);
      assertThat(client.err()).contains("127.0.0.1:").matches("[^\\n]*\\n");
    }

    assertAnswer(SUM, SUM_CSV);
    addNode("worker");
    assertAnswer(SUM, SUM_CSV);
    assertThat(nodes.get(0).terminate().out().lines()).hasSize(1);
  }

  @Test
  void plansAreThoseOfTheEmbeddedEngine() throws Exception {
    String sql =
        "SET cardinality_task_count_factor = 1.5; SELECT DISTINCT number FROM numbers(0, 100) ORDER BY number";
    String[] options = {"--target-partitions", "16", "--show-distributed-plan"};
    try (JarProcess cluster = sql(sql, options).await();
        JarProcess embedded = JarProcess.start(
                "sql", sql, options[0], options[1], options[2], "--workers", "2")
            .await()) {
      assertThat(cluster.err()).isEmpty();
      assertThat(cluster.out()).isEqualTo(embedded.out()).contains("Tasks: ");
    }
  }

  @Test
  void theProgramInTheReadmeGetsItsRows() throws Exception {
    Matcher program = Pattern.compile("```java\n(import com.hazelcast.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("README.md")));
    assertThat(program.find()).isTrue();
    Path source = Files.writeString(
        folder.resolve("Ask.java"),
        program
            .group(1)
            .replace("setClusterName(\"sluice\")", "setClusterName(\"processes-it\")")
            .replace("addMember(\"127.0.0.1\")", "addMember(\"127.0.0.1:" + PORT + "\")"));

    String libraries = Pattern.compile(Pattern.quote(java.io.File.pathSeparator))
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(entry -> entry.endsWith(".jar") && !entry.contains("sluice"))
        .reduce((left, right) -> left + java.io.File.pathSeparator + right)
        .orElseThrow();
    try (JarProcess ask =
        JarProcess.startJava(List.of("-cp", libraries, source.toString())).await()) {
      // Hazelcast warns of exceptions while members find each other.
      assertThat(ask.err()).doesNotContain("Exception in thread");
      assertThat(ask.out()).isEqualTo("[[0],[1],[2],[3],[4]]\n");
    }
  }
}
