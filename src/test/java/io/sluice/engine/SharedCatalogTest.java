package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cluster.ClusteredVertx;
import io.sluice.config.NodeConfig;
import io.sluice.coordinator.BatchLoop;
import io.sluice.coordinator.Coordinator;
import io.sluice.coordinator.CoordinatorVerticle;
import io.sluice.coordinator.Session;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import io.sluice.worker.WorkerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two coordinators of one cluster have one catalog, which outlives the cluster. */
@Timeout(180)
class SharedCatalogTest {
  private static final int PORT = 17_340;

  private final String folder = TestCluster.newFolder();
  private final List<Vertx> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    stopAll();
  }

  private void stopAll() {
    while (!nodes.isEmpty()) {
      EmbeddedEngine.await(nodes.remove(nodes.size() - 1).close());
    }
  }

  private static JsonObject config(String folder) {
    return new JsonObject()
        .put("cluster.name", "shared-catalog")
        .put("cluster.port", PORT)
        .put("cluster.members", new JsonArray().add("127.0.0.1:" + PORT))
        .put("cluster.partition_count", 31)
        .put("catalog.directory", folder)
        .put("worker.driver_threads", 2);
  }

  private Vertx join() {
    Vertx node = EmbeddedEngine.await(
        ClusteredVertx.builder(new VertxOptions(), NodeConfig.of(config(folder)))
            .buildClustered());
    nodes.add(node);
    return node;
  }

  private Coordinator coordinator(String ownFolder) {
    CoordinatorVerticle verticle = new CoordinatorVerticle();
    EmbeddedEngine.await(
        join().deployVerticle(verticle, new DeploymentOptions().setConfig(config(ownFolder))));
    return verticle.coordinator();
  }

  private void worker() {
    EmbeddedEngine.await(join()
        .deployVerticle(new WorkerVerticle(), new DeploymentOptions().setConfig(config(folder))));
  }

  private static Future<List<List<@Nullable Object>>> ask(Coordinator coordinator, String sql) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    Session session = coordinator.newSession();
    return coordinator
        .execute(session, sql, List.of())
        .compose(result -> BatchLoop.forEach(result, batch -> {
              rows.addAll(batch.rows());
              return true;
            })
            .eventually(result::close))
        .map(read -> rows);
  }

  private static List<List<@Nullable Object>> rows(Coordinator coordinator, String sql) {
    return EmbeddedEngine.await(ask(coordinator, sql));
  }

  @Test
  void whatOneCoordinatorDefinesTheOtherHasAtOnce() {
    Coordinator first = coordinator(folder);
    worker();
    Coordinator second = coordinator(folder);
    for (int i = 0; i < 20; i++) {
      rows(first, "CREATE TABLE t" + i + " AS SELECT number AS a FROM numbers(0, 10)");
      assertThat(rows(second, "SELECT count(*) FROM t" + i)).isEqualTo(List.of(List.of(10L)));
      rows(second, "INSERT INTO t" + i + " VALUES (100)");
      assertThat(rows(first, "SELECT max(a) FROM t" + i)).isEqualTo(List.of(List.of(100L)));
      rows(second, "DROP TABLE t" + i);
      assertThatThrownBy(() -> rows(first, "SELECT * FROM t")).hasMessageContaining("not found");
    }
    rows(first, "CREATE VIEW v AS SELECT 7 AS n");
    assertThat(rows(second, "FROM v")).isEqualTo(List.of(List.of(7)));
    rows(second, "CREATE OR REPLACE VIEW v AS SELECT 8 AS n");
    assertThat(rows(first, "FROM v")).isEqualTo(List.of(List.of(8)));
  }

  @Test
  void rowsOfBothCoordinatorsAreAllThereAndKeysAreKept() {
    Coordinator first = coordinator(folder);
    worker();
    Coordinator second = coordinator(folder);
    rows(first, "CREATE TABLE plain (a BIGINT)");
    rows(first, "CREATE TABLE keyed (a BIGINT PRIMARY KEY)");
    List<Future<?>> writes = new ArrayList<>();
    List<Future<?>> keyed = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Coordinator either = i % 2 == 0 ? first : second;
      writes.add(ask(either, "INSERT INTO plain VALUES (" + i + ")"));
      keyed.add(ask(either, "INSERT INTO keyed VALUES (" + i / 2 + ")"));
    }
    EmbeddedEngine.await(Future.join(writes));
    EmbeddedEngine.await(Future.join(keyed).otherwiseEmpty());
    assertThat(rows(second, "SELECT count(*), sum(a) FROM plain"))
        .as("none is lost")
        .hasToString("[[10, 45]]");
    long added = keyed.stream().filter(Future::succeeded).count();
    assertThat(rows(first, "SELECT count(*), count(DISTINCT a) FROM keyed"))
        .as("those that failed wrote nothing, and no key is there twice")
        .isEqualTo(List.of(List.of(added, added)));
  }

  @Test
  void theCatalogOutlivesTheCluster() {
    Coordinator first = coordinator(folder);
    worker();
    rows(first, "CREATE TABLE t AS SELECT number AS a FROM numbers(0, 1000)");
    rows(first, "CREATE SCHEMA s");
    rows(first, "CREATE VIEW s.v AS SELECT max(a) AS m FROM warehouse.main.t");
    rows(first, "CREATE MACRO twice(x) AS 2 * x");
    stopAll();

    Coordinator again = coordinator(folder);
    worker();
    assertThat(rows(again, "SELECT count(*) FROM t")).isEqualTo(List.of(List.of(1000L)));
    assertThat(rows(again, "SELECT twice(m) FROM s.v")).hasToString("[[1998]]");
  }

  @Test
  void aCoordinatorThatWasAwayTakesWhatChangedMeanwhile() {
    String otherFolder = TestCluster.newFolder();
    Coordinator first = coordinator(folder);
    worker();
    rows(first, "CREATE TABLE t AS SELECT 1 AS a");
    Coordinator second = coordinator(otherFolder);
    assertThat(rows(second, "FROM t")).hasToString("[[1]]");
    EmbeddedEngine.await(nodes.remove(2).close());
    rows(first, "CREATE OR REPLACE TABLE t AS SELECT 2 AS a");
    rows(first, "CREATE TABLE u AS SELECT 3 AS a");
    stopAll();

    Coordinator stale = coordinator(otherFolder);
    worker();
    Coordinator known = coordinator(folder);
    assertThat(rows(stale, "SELECT t.a, u.a FROM t, u")).hasToString("[[2, 3]]");
    assertThat(rows(known, "SELECT t.a, u.a FROM t, u")).hasToString("[[2, 3]]");
  }
}
