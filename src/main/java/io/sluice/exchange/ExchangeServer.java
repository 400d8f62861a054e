package io.sluice.exchange;

import io.sluice.config.ConfigValues;
import io.sluice.extension.WorkerChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Serves a worker's exchange and large task starts over gRPC. Thread-safe. */
public final class ExchangeServer {
  public ExchangeServer(Vertx vertx, WorkerChannel worker, ConfigValues options) {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any
   * @return the port; fails with IO_ERROR naming host and port
   */
  public Future<Integer> listen(String host, int port) {
    throw new UnsupportedOperationException();
  }

  /** Ends all connections. */
  public Future<Void> close() {
    throw new UnsupportedOperationException();
  }
}
