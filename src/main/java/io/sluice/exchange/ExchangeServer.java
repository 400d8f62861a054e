package io.sluice.exchange;

import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.WorkerChannel;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves a worker's exchange and large task starts over TCP, on as many event loops as the options say. Batches that could not be encoded by their
 * driver are encoded on a small pool of its own. Thread-safe.
 */
public final class ExchangeServer {
  /** Listeners of the same negative port choose a free one together. */
  private static final AtomicInteger ANY_PORTS = new AtomicInteger();

  private final Vertx vertx;
  private final WorkerChannel worker;
  private final ConfigValues options;
  private final WorkerExecutor encoders;
  private volatile @Nullable String deployment;

  public ExchangeServer(Vertx vertx, WorkerChannel worker, ConfigValues options) {
    this.vertx = vertx;
    this.worker = worker;
    this.options = options;
    int threads = options.getInt(ExchangeOptions.SERVER_THREADS);
    encoders = vertx.createSharedWorkerExecutor("sluice-exchange", threads);
  }

  /**
   * Starts to listen. Called once.
   *
   * @param port 0 for any
   * @return the port; fails with IO_ERROR naming host and port
   */
  public Future<Integer> listen(String host, int port) {
    AtomicInteger actualPort = new AtomicInteger();
    int sharedPort = port == 0 ? -ANY_PORTS.incrementAndGet() : port;
    Supplier<Listener> listener = () -> new Listener(host, sharedPort, actualPort);
    return vertx
        .deployVerticle(
            listener,
            new DeploymentOptions().setInstances(options.getInt(ExchangeOptions.SERVER_THREADS)))
        .map(deployed -> {
          deployment = deployed;
          return actualPort.get();
        })
        .recover(failure -> close()
            .transform(closed -> Future.failedFuture(new SluiceException(
                ErrorCode.IO_ERROR,
                "The exchange cannot listen at %s:%d (%s); choose another host or port"
                    .formatted(host, port, failure.getMessage()),
                failure))));
  }

  /** Ends all connections. May be called more than once. */
  public Future<Void> close() {
    String deployed = deployment;
    deployment = null;
    Future<Void> undeployed =
        deployed == null ? Future.succeededFuture() : vertx.undeploy(deployed);
    return undeployed.transform(done -> encoders.close());
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
      NetServerOptions net = new NetServerOptions().setHost(host).setPort(port).setTcpNoDelay(true);
      NetServer server = vertx.createNetServer(net).connectHandler(this::connected);
      return server.listen().andThen(listening -> actualPort.set(server.actualPort()));
    }

    private void connected(NetSocket socket) {
      new ServerConnection(socket, context, worker, encoders, options);
    }
  }
}
