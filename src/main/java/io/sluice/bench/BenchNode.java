package io.sluice.bench;

import io.sluice.cluster.ClusteredVertx;
import io.sluice.config.NodeConfig;
import io.sluice.coordinator.Coordinator;
import io.sluice.coordinator.CoordinatorVerticle;
import io.sluice.worker.WorkerVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A member of a cluster of this machine alone, in this process. Its methods block. */
final class BenchNode implements AutoCloseable {
  private final Vertx vertx;
  private final JsonObject config;

  private BenchNode(Vertx vertx, JsonObject config) {
    this.vertx = vertx;
    this.config = config;
  }

  /**
   * The configuration of all members of a cluster, which no other one of this machine has.
   *
   * @param port of its first member
   * @param threads of each worker
   */
  static JsonObject config(int port, int threads) {
    return new JsonObject()
        .put("cluster.name", "sluice-bench-" + port)
        .put("cluster.port", port)
        .put("cluster.members", new JsonArray().add("127.0.0.1:" + port))
        .put("cluster.partition_count", 31)
        .put("worker.driver_threads", threads);
  }

  static BenchNode join(JsonObject config) {
    return new BenchNode(
        BenchEngine.await(
            ClusteredVertx.builder(new VertxOptions(), NodeConfig.of(config)).buildClustered()),
        config);
  }

  /** What another member of the cluster joins with. */
  NodeConfig config() {
    return NodeConfig.of(config);
  }

  BenchNode withCoordinator() {
    return with(new CoordinatorVerticle());
  }

  /** Deploys a coordinator, for sessions of this process. */
  Coordinator startCoordinator() {
    CoordinatorVerticle verticle = new CoordinatorVerticle();
    with(verticle);
    return verticle.coordinator();
  }

  BenchNode withWorker() {
    return with(new WorkerVerticle());
  }

  private BenchNode with(Deployable verticle) {
    try {
      BenchEngine.await(vertx.deployVerticle(verticle, new DeploymentOptions().setConfig(config)));
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    BenchEngine.await(vertx.close());
  }
}
