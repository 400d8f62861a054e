package io.sluice.flight;

import io.sluice.config.ConfigValues;
import io.sluice.config.FlightOptions;
import io.sluice.coordinator.Coordinator;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves Arrow Flight SQL for a coordinator, on as many event loops as the options say. Thread-safe. */
public final class FlightServer {
  /** Listeners of the same negative port choose a free one together, also with servers of another kind: the exchange counts from -1 on. */
  private static final AtomicInteger ANY_PORTS = new AtomicInteger(1_000_000);

  private static final int MAX_SWEEP_MILLIS = 60_000;

  private final Vertx vertx;
  private final ConfigValues options;
  private final FlightEngine engine;
  private volatile @Nullable String deployment;
  private volatile long sweeper = -1;

  /**
   * Makes a server that does not listen yet.
   *
   * @param coordinator stays the caller's, and must be open as long as the server is
   * @param options those of {@link FlightOptions}
   */
  public FlightServer(Vertx vertx, Coordinator coordinator, ConfigValues options) {
    this.vertx = vertx;
    this.options = options;
    this.engine = new FlightEngine(vertx, coordinator, options);
  }

  /**
   * Starts to listen. Called again only when it failed.
   *
   * @param port 0 for any
   * @return the port; fails with IO_ERROR naming host and port
   */
  public Future<Integer> listen(String host, int port) {
    AtomicInteger actualPort = new AtomicInteger();
    int sharedPort = port == 0 ? -ANY_PORTS.incrementAndGet() : port;
    Supplier<Listener> listener = () -> new Listener(host, sharedPort, actualPort);
    DeploymentOptions instances =
        new DeploymentOptions().setInstances(options.getInt(FlightOptions.SERVER_THREADS));
    return vertx
        .deployVerticle(listener, instances)
        .map(deployed -> {
          deployment = deployed;
          long period = Math.min(
              MAX_SWEEP_MILLIS, Math.max(1, options.get(FlightOptions.SESSION_TIMEOUT) / 4));
          sweeper = vertx.setPeriodic(period, tick -> engine.sessions().endIdle());
          return actualPort.get();
        })
        .recover(failure -> Future.failedFuture(new SluiceException(
            ErrorCode.IO_ERROR,
            "Flight SQL cannot listen at %s:%d (%s); choose another flight.host or flight.port"
                .formatted(host, port, failure.getMessage()),
            failure)));
  }

  /** How many sessions clients have. */
  public int sessionCount() {
    return engine.sessions().count();
  }

  /** Ends all connections, sessions and results. May be called more than once. */
  public Future<Void> close() {
    String deployed = deployment;
    deployment = null;
    vertx.cancelTimer(sweeper);
    Future<Void> undeployed =
        deployed == null ? Future.succeededFuture() : vertx.undeploy(deployed);
    return undeployed.onComplete(closed -> engine.sessions().endAll());
  }

  /** One event loop that listens. */
  private final class Listener extends VerticleBase {
    private final String host;
    private final int port;
    private final AtomicInteger actualPort;

    private Listener(String host, int port, AtomicInteger actualPort) {
      this.host = host;
      this.port = port;
      this.actualPort = actualPort;
    }

    @Override
    public Future<?> start() {
      GrpcServer grpc = GrpcServer.server(
          vertx,
          new GrpcServerOptions().setMaxMessageSize(options.get(FlightOptions.MAX_MESSAGE_BYTES)));
      new FlightService(engine, context).register(grpc);
      HttpServer server = vertx.createHttpServer(new HttpServerOptions()
          .setHost(host)
          .setPort(port)
          .setTcpNoDelay(true)
          .setHttp2ClearTextEnabled(true)
          .setInitialSettings(new Http2Settings()));
      return server
          .connectionHandler(connection ->
              connection.closeHandler(closed -> engine.sessions().disconnected(connection)))
          .requestHandler(grpc)
          .listen()
          .andThen(listening -> actualPort.set(server.actualPort()));
    }
  }
}
