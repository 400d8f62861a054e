package io.sluice.exchange;

import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.extension.ChannelResolver;
import io.sluice.extension.WorkerChannel;
import io.sluice.extension.WorkerInfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Channels to workers in other processes: control messages over the event bus, batches and large plans over TCP, one connection a worker.
 * Thread-safe.
 */
public final class NetworkChannelResolver implements ChannelResolver {
  private final Vertx vertx;
  private final ConfigValues options;
  private final NetClient client;
  private final Map<String, NetworkWorkerChannel> channels = new ConcurrentHashMap<>();

  /** Must not be called on the context of a verticle that may be undeployed before this is closed. */
  public NetworkChannelResolver(Vertx vertx, ConfigValues options) {
    this.vertx = vertx;
    this.options = options;
    client = vertx.createNetClient(new NetClientOptions()
        .setConnectTimeout(options.getInt(ExchangeOptions.OPEN_TIMEOUT))
        .setTcpNoDelay(true));
  }

  @Override
  public WorkerChannel channel(WorkerInfo worker) {
    return channels.computeIfAbsent(
        worker.id(), id -> new NetworkWorkerChannel(vertx, client, worker, options));
  }

  /** Ends all exchanges with a worker that left the cluster: their consumers get WORKER_LOST. */
  public void workerLost(String workerId) {
    NetworkWorkerChannel channel = channels.remove(workerId);
    if (channel != null) {
      channel.lost();
    }
  }

  public Future<Void> close() {
    return client.close();
  }
}
