package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.ClusteredVertx;
import io.sluice.config.NodeConfig;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.JarProcess;
import io.sluice.testing.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator and two workers as processes of the fat jar, a fourth process that only asks, and a worker that dies. */
@Timeout(240)
class ProcessClusterIT {
  private static final int FIRST_PORT = 17_901;
  private static final String DISTINCT =
      "SELECT DISTINCT number FROM numbers(0, 100) ORDER BY number";
  private static final String ENDLESS =
      "SELECT count(*) FROM (SELECT DISTINCT number % 1000003 FROM numbers(0, 1000000000000)) AS t";

  @TempDir
  Path directory;

  private String config(String... roles) throws IOException {
    JsonArray roleNames = new JsonArray();
    for (String role : roles) {
      roleNames.add(role);
    }
    JsonObject json = new JsonObject()
        .put("roles", roleNames)
        .put(
            "cluster",
            new JsonObject()
                .put("name", "process-test")
                .put("port", FIRST_PORT)
                .put("members", new JsonArray().add("127.0.0.1:" + FIRST_PORT)));
    Path file = directory.resolve(String.join("-", roles) + "node.json");
    Files.writeString(file, json.encodePrettily());
    return file.toString();
  }

  @Test
  void aClusterOfProcessesAnswersAndSurvivesALostWorker() throws IOException {
    try (JarProcess coordinator = node("coordinator", "coordinator");
        JarProcess first = node("first", "worker");
        JarProcess second = node("second", "worker")) {
      assertThat(coordinator.err() + first.err() + second.err())
          .as("standard error at start")
          .isEmpty();

      try (JarProcess shell = new JarProcess(
          directory, "shell", "sql", "--format", "csv", "--cluster", config(), DISTINCT)) {
        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out().lines().count()).isEqualTo(101);
      }

      Vertx client = EmbeddedEngine.await(ClusteredVertx.builder(
              new VertxOptions(),
              NodeConfig.of(new JsonObject(Files.readString(Path.of(config())))))
          .buildClustered());
      try {
        assertThat(explain(client)).contains("t1:[50-100)").doesNotContain("t2:");
        losesAWorkerInMidQuery(client, second);
        assertThat(rowCount(client)).isEqualTo(100);
        assertThat(explain(client)).doesNotContain("Stage 1");
      } finally {
        EmbeddedEngine.await(client.close());
      }
    }
  }

  private JarProcess node(String name, String role) throws IOException {
    JarProcess node = new JarProcess(directory, name, "-cluster", "-conf", config(role));
    node.awaitReady();
    return node;
  }

  private static void losesAWorkerInMidQuery(Vertx client, JarProcess worker) {
    Future<Message<JsonObject>> running = request(client, ENDLESS);
    TestCluster.eventually("the query has begun", () -> !running.isComplete());
    client.timer(1500).toCompletionStage().toCompletableFuture().join();
    assertThat(running.isComplete()).isFalse();
    long killed = System.nanoTime();
    worker.kill();
    TestCluster.eventually("the query has failed", running::failed);
    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(10));
    ReplyException failure = (ReplyException) running.cause();
    JsonObject error = new JsonObject(Objects.requireNonNull(failure.getMessage()));
    assertThat(error.getString("code")).isEqualTo("WORKER_LOST");
    assertThat(error.getString("message")).contains("127.0.0.1:");
  }

  private static Future<Message<JsonObject>> request(Vertx client, String sql) {
    return client
        .eventBus()
        .request(
            "sluice.query",
            new JsonObject().put("sql", sql),
            new DeliveryOptions().setSendTimeout(60_000));
  }

  private static int rowCount(Vertx client) {
    return EmbeddedEngine.await(request(client, DISTINCT)).body().getInteger("rowCount");
  }

  private static String explain(Vertx client) {
    return EmbeddedEngine.await(request(client, "EXPLAIN " + DISTINCT))
        .body()
        .getJsonArray("rows")
        .stream()
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }
}
