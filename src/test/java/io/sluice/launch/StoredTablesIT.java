package io.sluice.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of the fat jar are killed while they write, and a cluster starts again. */
class StoredTablesIT {
  private static final int PORT = 17_971;
  private static final String MANY_ROWS =
      "SELECT number, 'text ' || number AS t FROM numbers(0, 100000000000)";

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
    nodes.clear();
  }

  private void addNode(String role) throws Exception {
    nodes.add(JarProcess.start("-cluster", "-conf", config("\"" + role + "\"")).awaitReady());
  }

  private String config(String role) {
    return """
        {"roles": [%s], "cluster": {"name": "stored-it", "port": %d, "members": ["127.0.0.1:%d"]},
         "catalog": {"directory": "%s"}}""".formatted(role, PORT, PORT, folder.resolve("catalog"));
  }

  private JarProcess sql(String sql) {
    return JarProcess.start("sql", sql, "--format", "csv", "--cluster", config(""));
  }

  private void assertAnswer(String sql, String csv) throws Exception {
    try (JarProcess client = sql(sql).await()) {
      assertThat(client.err()).isEmpty();
      assertThat(client.out()).isEqualTo(csv);
    }
  }

  /** What is below the folder, without the names of folders. */
  private List<Path> files(String pattern) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> folder.relativize(path).toString().matches(pattern))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      // A file went while it was listed.
      return List.of();
    }
  }

  private void awaitStagedFiles() {
    TestCluster.eventually(
        "workers write files", 60, () -> !files(".*/?[.]sluice-.*").isEmpty());
  }

  @Test
  void aClusterThatWasKilledWhileItMadeATableHasTheOthersAgain() throws Exception {
    assertAnswer(
        "CREATE TABLE kept AS SELECT number AS n FROM numbers(0, 100000)", "Count\n100000\n");
    assertAnswer("INSERT INTO kept VALUES (-1)", "Count\n1\n");
    try (JarProcess client = sql("CREATE TABLE big AS " + MANY_ROWS)) {
      awaitStagedFiles();
      assertThat(client.isAliveAfterMillis(0)).as(client.err()).isTrue();
      for (JarProcess node : nodes) {
        node.kill();
      }
    }
    stop();
    start();
    assertAnswer("SELECT count(*) AS c, sum(n) AS s FROM kept", "c,s\n100001,4999949999\n");
    try (JarProcess client = sql("SELECT * FROM big").await()) {
      assertThat(client.err()).contains("Table 'big' not found");
    }
    assertAnswer("CREATE TABLE big AS SELECT 1 AS a", "Count\n1\n");
    assertAnswer("SELECT a FROM big", "a\n1\n");
  }

  @Test
  void aCopyWhoseWorkerWasKilledLeavesNothing() throws Exception {
    try (JarProcess client =
        sql("COPY (" + MANY_ROWS + ") TO '" + folder.resolve("out/many") + "'")) {
      awaitStagedFiles();
      nodes.get(2).kill();
      assertThat(client.await().exitCode()).isEqualTo(1);
      assertThat(client.err()).contains("lost");
    }
    TestCluster.eventually(
        "written files are removed", 30, () -> files("out/.*").isEmpty());
    assertThat(folder.resolve("out/many")).doesNotExist();
  }

  @Test
  void aCopyWhoseCoordinatorWasKilledLeavesNothing() throws Exception {
    try (JarProcess client =
        sql("COPY (" + MANY_ROWS + ") TO '" + folder.resolve("out/many") + "'")) {
      awaitStagedFiles();
      assertThat(client.isAliveAfterMillis(0)).as(client.err()).isTrue();
      nodes.get(0).kill();
    }
    assertThat(folder.resolve("out/many")).doesNotExist();
    TestCluster.eventually(
        "workers remove what they wrote", 60, () -> files("out/.*").isEmpty());
  }
}
