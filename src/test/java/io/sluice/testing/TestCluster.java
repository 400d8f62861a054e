package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.ClusteredVertx;
import io.sluice.config.NodeConfig;
import io.sluice.coordinator.CoordinatorVerticle;
import io.sluice.worker.WorkerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Clustered Vert.x instances in this JVM: one with a coordinator, some with a worker each, and one that only asks. */
public final class TestCluster implements AutoCloseable {
  private static final long REQUEST_TIMEOUT_MILLIS = 60_000;

  private final JsonObject config;
  private final List<Vertx> workerNodes = new ArrayList<>();
  private final List<WorkerVerticle> workers = new ArrayList<>();
  private final CoordinatorVerticle coordinator = new CoordinatorVerticle();
  private final Vertx coordinatorNode;
  private final Vertx client;

  /**
   * @param name of the cluster; unique among the tests that run at once
   * @param firstPort as unique
   */
  public TestCluster(String name, int firstPort, int workerCount) {
    this(name, firstPort, workerCount, List.of());
  }

  /**
   * @param extensions the names of the classes of extensions that all nodes have
   */
  public TestCluster(String name, int firstPort, int workerCount, List<String> extensions) {
    this(name, firstPort, workerCount, extensions, new JsonObject());
  }

  /**
   * @param options of all nodes, beside those of the cluster
   */
  public TestCluster(
      String name, int firstPort, int workerCount, List<String> extensions, JsonObject options) {
    config = options
        .copy()
        .put("cluster.name", name)
        .put("cluster.port", firstPort)
        .put("cluster.members", new JsonArray().add("127.0.0.1:" + firstPort))
        .put("cluster.partition_count", 31)
        .put("extensions", new JsonArray(extensions))
        .put("catalog.directory", newFolder())
        .put("worker.driver_threads", 2);
    coordinatorNode = join();
    EmbeddedEngine.await(
        coordinatorNode.deployVerticle(coordinator, new DeploymentOptions().setConfig(config)));
    for (int i = 0; i < workerCount; i++) {
      addWorker();
    }
    client = join();
  }

  /** A folder that no other test has. */
  public static String newFolder() {
    try {
      Path folders = Files.createDirectories(Path.of("target", "catalogs"));
      return Files.createTempDirectory(folders, "test").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Vertx join() {
    return EmbeddedEngine.await(
        ClusteredVertx.builder(new VertxOptions(), NodeConfig.of(config)).buildClustered());
  }

  public void addWorker() {
    Vertx node = join();
    WorkerVerticle worker = new WorkerVerticle();
    EmbeddedEngine.await(node.deployVerticle(worker, new DeploymentOptions().setConfig(config)));
    workerNodes.add(node);
    workers.add(worker);
  }

  /** Takes a worker's node out of the cluster. */
  public void removeWorker(int index) {
    workers.remove(index);
    EmbeddedEngine.await(workerNodes.remove(index).close());
  }

  public CoordinatorVerticle coordinator() {
    return coordinator;
  }

  public List<WorkerVerticle> workers() {
    return workers;
  }

  /** Undeploys the coordinator; its node stays. */
  public void stopCoordinator() {
    EmbeddedEngine.await(coordinatorNode.undeploy(coordinator.deploymentID()));
  }

  /** The node of the coordinator. */
  public Vertx coordinatorNode() {
    return coordinatorNode;
  }

  /** The member that has no role. */
  public Vertx client() {
    return client;
  }

  /** Sends a query message from the member that has no role. */
  public JsonObject query(JsonObject request) {
    DeliveryOptions options = new DeliveryOptions().setSendTimeout(REQUEST_TIMEOUT_MILLIS);
    Message<JsonObject> reply =
        EmbeddedEngine.await(client.eventBus().request("sluice.query", request, options));
    return reply.body();
  }

  public JsonObject query(String sql) {
    return query(new JsonObject().put("sql", sql));
  }

  /** Waits until nothing is reserved, no task is open and no query runs on any node. */
  public void assertNothingLeft() {
    eventually(
        "running queries", () -> coordinator.coordinator().runningQueries().isEmpty());
    eventually(
        "memory of the coordinator",
        () -> coordinator.resources().memory().openReservations().isEmpty());
    for (WorkerVerticle worker : workers) {
      eventually("open tasks", () -> worker.worker().openTasks().isEmpty());
      eventually(
          "memory of a worker",
          () -> worker.resources().memory().openReservations().isEmpty());
      assertThat(worker.resources().memory().reservedBytes()).isZero();
    }
  }

  /** Waits up to ten seconds for a condition. */
  public static void eventually(String what, BooleanSupplier condition) {
    eventually(what, 10, condition);
  }

  public static void eventually(String what, long seconds, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public void close() {
    EmbeddedEngine.await(client.close());
    workerNodes.forEach(node -> EmbeddedEngine.await(node.close()));
    EmbeddedEngine.await(coordinatorNode.close());
  }
}
