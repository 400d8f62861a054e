package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A coordinator, four workers and a plain member, all clustered by Hazelcast in this JVM, asked over the event bus. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ClusterTest {
  private static final String DISTINCT =
      "SELECT DISTINCT number FROM numbers(0, 100) ORDER BY number";

  private final TestCluster cluster = new TestCluster("cluster-test", 17_801, 4);

  @AfterAll
  void stop() {
    cluster.close();
  }

  @AfterEach
  void nothingIsLeft() {
    cluster.assertNothingLeft();
  }

  @Test
  void answersWithColumnsAndRows() {
    JsonObject reply = cluster.query(DISTINCT);
    assertThat(reply.getJsonArray("columns").getJsonObject(0).getString("name"))
        .isEqualTo("number");
    assertThat(reply.getJsonArray("columns").getJsonObject(0).getString("type"))
        .isEqualTo("BIGINT");
    assertThat(rows(reply))
        .isEqualTo(IntStream.range(0, 100).boxed().map(List::of).toList().toString());
    assertThat(reply.getBoolean("truncated")).isFalse();
  }

  private static String rows(JsonObject reply) {
    return reply.getJsonArray("rows").stream()
        .map(row -> ((JsonArray) row).getList())
        .toList()
        .toString();
  }

  @Test
  void plansAsTheGoldenFilesSay() throws IOException {
    assertGolden(10, 4);
    assertGolden(11, 4);
    assertGolden(100, 4);
    while (cluster.workers().size() < 10) {
      cluster.addWorker();
    }
    assertGolden(100, 10);
    while (cluster.workers().size() > 4) {
      cluster.removeWorker(cluster.workers().size() - 1);
    }
  }

  private void assertGolden(int end, int workers) throws IOException {
    String sql = "EXPLAIN SELECT DISTINCT number FROM numbers(0, " + end + ") ORDER BY number";
    JsonObject settings =
        new JsonObject().put("target_partitions", "16").put("cardinality_task_count_factor", "1.5");
    JsonObject reply = cluster.query(new JsonObject().put("sql", sql).put("settings", settings));
    String text = reply.getJsonArray("rows").stream()
        .map(row -> ((JsonArray) row).getString(0) + "\n")
        .collect(Collectors.joining());
    String golden = "/golden/numbers-0-%d-workers-%d.txt".formatted(end, workers);
    try (InputStream file = ClusterTest.class.getResourceAsStream(golden)) {
      assertThat(text)
          .as(golden)
          .isEqualTo(
              new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void targetPartitionsDefaultToTheWorkersDriverThreads() {
    assertThat(rows(cluster.query("SHOW target_partitions"))).isEqualTo("[[target_partitions, 2]]");
    assertThat(rows(cluster.query("SHOW cardinality_task_count_factor")))
        .isEqualTo("[[cardinality_task_count_factor, 1.0]]");
  }

  @Test
  void runsLargeShufflesAndParameters() {
    JsonObject request = new JsonObject()
        .put(
            "sql",
            "SELECT number % 1000 AS k, count(*) AS c, sum(number) AS s FROM numbers(0, ?) GROUP BY number % 1000 ORDER BY k LIMIT 3")
        .put("parameters", new JsonArray().add(1_000_000))
        .put("settings", new JsonObject().put("numbers.numbers_per_task", "1000"));
    assertThat(rows(cluster.query(request)))
        .isEqualTo("[[0, 1000, 499500000], [1, 1000, 499501000], [2, 1000, 499502000]]");
  }

  @Test
  void analyzedPlansTellWhatTheTasksOfOtherNodesDid() {
    String reply = rows(cluster.query("EXPLAIN ANALYZE " + DISTINCT));
    assertThat(reply)
        .containsPattern("NumbersExec: .*?metrics=\\[output_rows=100 \\(max 25\\), ")
        .containsPattern("NetworkShuffleExec: .*?metrics=\\[[^\\]]*bytes_received=\\d+")
        .contains("rows=100, planning_time=");
  }

  @Test
  void tablesInMemoryAreScannedByAllWorkers() {
    cluster.query(
        "CREATE TABLE memory.main.t AS SELECT number AS a, 'row ' || number AS b FROM numbers(0, 100000)");
    cluster.query("CREATE VIEW v AS SELECT a % 10 AS k, a, b FROM memory.main.t");
    cluster.query("INSERT INTO memory.main.t VALUES (NULL, 'last')");
    JsonObject settings = new JsonObject().put("bytes_per_task", "100000");
    JsonObject plan = cluster.query(new JsonObject()
        .put("sql", "EXPLAIN SELECT max(a) FROM memory.main.t")
        .put("settings", settings));
    assertThat(rows(plan)).contains("MemoryExec: table=t, projection=[a], rows=100001, tasks=");
    JsonObject reply = cluster.query(new JsonObject()
        .put(
            "sql",
            "SELECT k, count(*), sum(a), min(b) FROM v WHERE a IS NULL OR k < 2 GROUP BY k ORDER BY k")
        .put("settings", settings));
    assertThat(rows(reply))
        .isEqualTo(
            "[[0, 10000, 499950000, row 0], [1, 10000, 499960000, row 1], [null, 1, null, last]]");
    assertThat(rows(cluster.query("SELECT table_name FROM information_schema.views")))
        .isEqualTo("[[v]]");
    cluster.query("DROP VIEW v; DROP TABLE memory.main.t");
  }

  @Test
  void aReplyHoldsAtMostTheRowsAskedFor() {
    JsonObject reply = cluster.query(new JsonObject().put("sql", DISTINCT).put("maxRows", 3));
    assertThat(rows(reply)).isEqualTo("[[0], [1], [2]]");
    assertThat(reply.getBoolean("truncated")).isTrue();
  }

  @Test
  void failuresCarryCodeKindMessageAndPosition() {
    ReplyException failure = catchThrowableOfType(
        ReplyException.class, () -> cluster.query("SELECT nothing FROM numbers(0, 10)"));
    JsonObject error = new JsonObject(Objects.requireNonNull(failure.getMessage()));
    assertThat(error.getString("code")).isEqualTo("COLUMN_NOT_FOUND");
    assertThat(error.getString("kind")).isEqualTo("USER");
    assertThat(error.getInteger("line")).isEqualTo(1);
    assertThat(error.getInteger("column")).isEqualTo(8);
    assertThat(failure.failureCode()).isEqualTo(3);
  }

  @Test
  void aFailureInATaskIsTheQuerysOwn() {
    ReplyException failure = catchThrowableOfType(
        ReplyException.class,
        () -> cluster.query("SELECT DISTINCT 1 / (number - 77) FROM numbers(0, 100)"));
    assertThat(new JsonObject(Objects.requireNonNull(failure.getMessage())).getString("code"))
        .isEqualTo("DIVISION_BY_ZERO");
  }

  @Test
  void aQueryIsCancelledByTheIdItsClientChose() {
    String id = "00112233445566778899aabbccddeeff";
    Future<Message<Object>> running = cluster
        .client()
        .eventBus()
        .request(
            "sluice.query",
            new JsonObject()
                .put("queryId", id)
                .put(
                    "sql",
                    "SELECT count(*) FROM (SELECT DISTINCT number FROM numbers(0, 100000000000)) AS t"));
    TestCluster.eventually(
        "the query runs",
        () -> !cluster.coordinator().coordinator().runningQueries().isEmpty());
    cluster.client().eventBus().publish("sluice.query.cancel", new JsonObject().put("queryId", id));
    ReplyException failure =
        catchThrowableOfType(ReplyException.class, () -> EmbeddedEngine.await(running));
    assertThat(new JsonObject(Objects.requireNonNull(failure.getMessage())).getString("code"))
        .isEqualTo("CANCELLED");
  }

  @Test
  void noQueryOutlivesItsDeadline() {
    ReplyException failure = catchThrowableOfType(
        ReplyException.class,
        () -> cluster.query(
            "SET query.timeout = 500; SELECT count(*) FROM (SELECT DISTINCT number FROM numbers(0, 100000000000)) AS t"));
    assertThat(new JsonObject(Objects.requireNonNull(failure.getMessage())).getString("code"))
        .isEqualTo("QUERY_TIMEOUT");
  }

  @Test
  void aReplyBeyondItsBytesIsRefusedAtOnce() {
    JsonObject request = new JsonObject()
        .put("sql", "SELECT number, 'abcdefghijklmnopqrstuvwxyz' FROM numbers(0, 200000000)")
        .put("maxRows", 2_000_000_000);
    ReplyException failure =
        catchThrowableOfType(ReplyException.class, () -> cluster.query(request));
    assertThat(new JsonObject(Objects.requireNonNull(failure.getMessage())).getString("code"))
        .isEqualTo("RESULT_TOO_LARGE");
  }

  @Test
  void aQuerySeesWorkersThatJoinedBeforeIt() {
    String explain = "EXPLAIN SELECT DISTINCT number FROM numbers(0, 1000)";
    cluster.addWorker();
    assertThat(rows(cluster.query(explain))).contains("t4:[800-1000)");
    cluster.removeWorker(4);
    assertThat(rows(cluster.query(explain))).contains("t3:[750-1000)").doesNotContain("t4:");
  }
}
