package io.sluice.exchange;

import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.ErrorInfo;
import io.sluice.error.SluiceException;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.extension.ExchangeRequest;
import io.sluice.extension.TaskRequest;
import io.sluice.extension.WorkerChannel;
import io.sluice.extension.WorkerInfo;
import io.sluice.plan.QueryId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The way to one worker over the network. All its exchanges live on one event loop. Thread-safe. */
final class NetworkWorkerChannel implements WorkerChannel {
  private static final int MAX_BUS_MESSAGE_BYTES = 64 << 10;

  private final Vertx vertx;
  private final GrpcClient client;
  private final WorkerInfo worker;
  private final SocketAddress address;
  private final Context eventLoop;
  private final long controlTimeoutMillis;
  private final Set<NetworkExchange> exchanges = ConcurrentHashMap.newKeySet();

  NetworkWorkerChannel(Vertx vertx, GrpcClient client, WorkerInfo worker, ConfigValues options) {
    this.vertx = vertx;
    this.client = client;
    this.worker = worker;
    address = SocketAddress.inetSocketAddress(worker.port(), worker.host());
    eventLoop = ((VertxInternal) vertx).createEventLoopContext();
    controlTimeoutMillis = options.get(ExchangeOptions.CONTROL_TIMEOUT);
  }

  @Override
  public Future<Void> startTask(TaskRequest request) {
    Buffer bytes = WorkerRequests.startTask(request);
    Future<Buffer> reply =
        bytes.length() <= MAX_BUS_MESSAGE_BYTES ? sendByBus(bytes) : sendByGrpc(bytes);
    return reply.compose(WorkerRequests::readReply);
  }

  @Override
  public Future<Void> cancelQuery(QueryId query, ErrorInfo reason) {
    return sendByBus(WorkerRequests.cancelQuery(query, reason)).compose(WorkerRequests::readReply);
  }

  private Future<Buffer> sendByBus(Buffer bytes) {
    DeliveryOptions delivery = new DeliveryOptions().setSendTimeout(controlTimeoutMillis);
    return vertx
        .eventBus()
        .<Buffer>request(WorkerMessages.address(worker.id()), bytes, delivery)
        .map(Message::body)
        .recover(failure -> Future.failedFuture(unreachable(failure)));
  }

  private Future<Buffer> sendByGrpc(Buffer bytes) {
    return client
        .<Buffer, Buffer>request(address, ExchangeService.REQUEST_CLIENT)
        .compose(request -> request
            .timeout(controlTimeoutMillis, TimeUnit.MILLISECONDS)
            .send(bytes)
            .compose(response -> response.last()))
        .recover(failure -> Future.failedFuture(unreachable(failure)));
  }

  private SluiceException unreachable(Throwable failure) {
    return failure instanceof SluiceException known
        ? known
        : new SluiceException(
            ErrorCode.WORKER_LOST,
            "Worker %s does not answer (%s); run the query again"
                .formatted(worker, failure.getMessage()),
            failure);
  }

  @Override
  public ExchangeReader openExchange(ExchangeRequest request, ExchangeConsumer consumer) {
    NetworkExchange exchange =
        new NetworkExchange(worker, request, consumer, eventLoop, this::over);
    exchanges.add(exchange);
    exchange.open(() -> client.request(address, ExchangeService.EXCHANGE_CLIENT));
    return exchange;
  }

  private void over(NetworkExchange exchange) {
    exchanges.remove(exchange);
  }

  /** The worker left the cluster. */
  void lost() {
    exchanges.forEach(exchange -> exchange.lost("it left the cluster"));
  }
}
