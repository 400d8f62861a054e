package io.sluice.exchange;

import io.sluice.config.ConfigValues;
import io.sluice.extension.ChannelResolver;
import io.sluice.extension.WorkerChannel;
import io.sluice.extension.WorkerInfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Channels to workers in other processes: control messages over the event bus, batches and large plans over gRPC. Thread-safe. */
public final class NetworkChannelResolver implements ChannelResolver {
  /** Must not be called on the context of a verticle that may be undeployed before this is closed. */
  public NetworkChannelResolver(Vertx vertx, ConfigValues options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WorkerChannel channel(WorkerInfo worker) {
    throw new UnsupportedOperationException();
  }

  /** Ends all exchanges with a worker that left the cluster: their consumers get WORKER_LOST. */
  public void workerLost(String workerId) {
    throw new UnsupportedOperationException();
  }

  public Future<Void> close() {
    throw new UnsupportedOperationException();
  }
}
