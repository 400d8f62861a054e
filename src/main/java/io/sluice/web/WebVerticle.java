package io.sluice.web;

import io.sluice.config.NodeConfig;
import io.sluice.coordinator.LocalCoordinator;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * Serves the coordinator of this Vert.x over HTTP. Deploy it after {@link io.sluice.coordinator.CoordinatorVerticle}, with the same node's JSON as the deployment's configuration; the
 * options are {@link io.sluice.config.WebOptions}.
 */
public final class WebVerticle extends VerticleBase {
  private @Nullable WebServer server;
  private int port;

  @Override
  public Future<?> start() {
    WebServer starting = new WebServer(vertx, NodeConfig.of(config()), LocalCoordinator.of(vertx));
    server = starting;
    return starting.listen().onSuccess(actual -> port = actual);
  }

  /** Where it listens, once deployed. */
  public int port() {
    return port;
  }

  /** The server, once deployed. */
  @Nullable
  WebServer server() {
    return server;
  }

  @Override
  public Future<?> stop() {
    WebServer running = server;
    return running == null ? Future.succeededFuture() : running.close();
  }
}
