package io.sluice.exchange;

import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.extension.ChannelResolver;
import io.sluice.extension.WorkerChannel;
import io.sluice.extension.WorkerInfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Channels to workers in other processes: control messages over the event bus, batches and large plans over gRPC, one connection a worker.
 * Thread-safe.
 */
public final class NetworkChannelResolver implements ChannelResolver {
  private static final int STREAM_WINDOW_BYTES = 4 << 20;
  private static final int CONNECTION_WINDOW_BYTES = 64 << 20;
  private static final int FRAME_BYTES = 256 << 10;

  private final Vertx vertx;
  private final ConfigValues options;
  private final GrpcClient client;
  private final Map<String, NetworkWorkerChannel> channels = new ConcurrentHashMap<>();

  /** Must not be called on the context of a verticle that may be undeployed before this is closed. */
  public NetworkChannelResolver(Vertx vertx, ConfigValues options) {
    this.vertx = vertx;
    this.options = options;
    client = GrpcClient.client(
        vertx,
        new GrpcClientOptions().setMaxMessageSize(options.get(ExchangeOptions.MAX_MESSAGE_BYTES)),
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setConnectTimeout(options.getInt(ExchangeOptions.OPEN_TIMEOUT))
            .setTcpNoDelay(true)
            .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
            .setInitialSettings(new Http2Settings()
                .setInitialWindowSize(STREAM_WINDOW_BYTES)
                .setMaxFrameSize(FRAME_BYTES)));
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
