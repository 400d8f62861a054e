package io.sluice.flight;

import io.sluice.config.FlightOptions;
import io.sluice.config.NodeConfig;
import io.sluice.coordinator.LocalCoordinator;
import io.sluice.error.SluiceException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * Serves Flight SQL for the coordinator of its Vert.x, which has to be deployed before. Takes a node's JSON as the deployment's configuration. Where that does not name a port and the default one is
 * taken, it takes a free one.
 */
public final class FlightVerticle extends VerticleBase {
  private @Nullable FlightServer server;
  private String address = "";

  @Override
  public Future<?> start() {
    NodeConfig node = NodeConfig.of(config());
    String host = node.get(FlightOptions.HOST);
    int port = node.getInt(FlightOptions.PORT);
    FlightServer flight = new FlightServer(vertx, LocalCoordinator.of(vertx), node.values());
    server = flight;
    return flight
        .listen(host, port)
        .recover(failure -> failure instanceof SluiceException && !node.isNamed(FlightOptions.PORT)
            ? flight.listen(host, 0)
            : Future.failedFuture(failure))
        .onSuccess(actualPort -> address = host + ":" + actualPort);
  }

  /** Host and port it listens at, once deployed. */
  public String address() {
    return address;
  }

  @Override
  public Future<?> stop() {
    FlightServer running = server;
    server = null;
    return running == null ? Future.succeededFuture() : running.close();
  }
}
