package io.sluice.launch;

import io.sluice.cluster.ClusterMembership;
import io.sluice.config.FlightOptions;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.config.NodeRole;
import io.sluice.config.WebOptions;
import io.sluice.coordinator.CoordinatorVerticle;
import io.sluice.extension.WorkerInfo;
import io.sluice.flight.FlightVerticle;
import io.sluice.web.WebVerticle;
import io.sluice.worker.WorkerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** Deploys the verticles of a node's roles, the worker first, and says where they listen. */
final class NodeVerticle extends VerticleBase {
  private final NodeConfig node;
  private final JsonObject json;
  private final WebVerticle web = new WebVerticle();
  private final FlightVerticle flight = new FlightVerticle();

  NodeVerticle(NodeConfig node, JsonObject json) {
    this.node = node;
    this.json = json;
  }

  private boolean servesHttp() {
    return node.hasRole(NodeRole.COORDINATOR) && node.get(WebOptions.ENABLED);
  }

  @Override
  public Future<?> start() {
    DeploymentOptions options = new DeploymentOptions().setConfig(json);
    Future<String> worker = node.hasRole(NodeRole.WORKER)
        ? vertx.deployVerticle(WorkerVerticle::new, options)
        : Future.succeededFuture("");
    return worker
        .compose(ignored -> node.hasRole(NodeRole.COORDINATOR)
            ? vertx.deployVerticle(CoordinatorVerticle::new, options)
            : Future.succeededFuture(""))
        .compose(ignored ->
            servesHttp() ? vertx.deployVerticle(web, options) : Future.succeededFuture(""))
        .compose(ignored ->
            servesFlight() ? vertx.deployVerticle(flight, options) : Future.succeededFuture(""))
        .compose(ignored -> ClusterMembership.of(vertx))
        .compose(this::printReady);
  }

  private boolean servesFlight() {
    return node.hasRole(NodeRole.COORDINATOR) && node.get(FlightOptions.ENABLED);
  }

  private Future<Void> printReady(ClusterMembership membership) {
    String roles = node.roles().stream().map(NodeRole::text).collect(Collectors.joining("+"));
    StringBuilder line = new StringBuilder("sluice: ").append(roles).append(" listening on ");
    List<WorkerInfo> own = membership.workers().stream()
        .filter(worker -> worker.id().equals(membership.localMemberId()))
        .toList();
    line.append(own.isEmpty() ? membership.localAddress() : own.get(0).toString());
    if (node.hasRole(NodeRole.COORDINATOR)) {
      line.append(", queries at ").append(node.get(NodeOptions.COORDINATOR_ADDRESS));
    }
    if (servesHttp()) {
      line.append(", http at ").append(node.get(WebOptions.HOST)).append(':').append(web.port());
    }
    if (servesFlight()) {
      line.append(", Flight SQL at ").append(flight.address());
    }
    line.append(", cluster ").append(node.get(NodeOptions.CLUSTER_NAME)).append(" member ");
    System.out.println(line.append(membership.localAddress()));
    return membership.close();
  }
}
