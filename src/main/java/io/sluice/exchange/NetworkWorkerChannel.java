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
import io.sluice.plan.runtimefilter.FilterPart;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The way to one worker over the network. All its exchanges share one connection, which is opened when it is needed. Thread-safe. */
final class NetworkWorkerChannel implements WorkerChannel {
  private static final int MAX_BUS_MESSAGE_BYTES = 64 << 10;

  private final Vertx vertx;
  private final NetClient client;
  private final ConfigValues options;
  private final WorkerInfo worker;
  private final SocketAddress address;
  private final Context eventLoop;
  private final long controlTimeoutMillis;
  private final Set<NetworkExchange> exchanges = ConcurrentHashMap.newKeySet();

  /** Of the event loop. */
  private @Nullable Future<ClientConnection> connection;

  NetworkWorkerChannel(Vertx vertx, NetClient client, WorkerInfo worker, ConfigValues options) {
    this.vertx = vertx;
    this.client = client;
    this.options = options;
    this.worker = worker;
    address = SocketAddress.inetSocketAddress(worker.port(), worker.host());
    eventLoop = ((VertxInternal) vertx).createEventLoopContext();
    controlTimeoutMillis = options.get(ExchangeOptions.CONTROL_TIMEOUT);
  }

  @Override
  public Future<Void> startTasks(List<TaskRequest> requests) {
    return send(WorkerRequests.startTasks(requests));
  }

  @Override
  public Future<Void> addRuntimeFilter(QueryId query, Set<Integer> stages, FilterPart filter) {
    return send(WorkerRequests.addRuntimeFilter(query, stages, filter));
  }

  private Future<Void> send(Buffer bytes) {
    Future<Buffer> reply =
        bytes.length() <= MAX_BUS_MESSAGE_BYTES ? sendByBus(bytes) : sendByConnection(bytes);
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

  private Future<Buffer> sendByConnection(Buffer bytes) {
    Promise<Buffer> reply = Promise.promise();
    eventLoop.runOnContext(
        now -> connection().compose(opened -> opened.request(bytes)).onComplete(reply));
    return reply
        .future()
        .timeout(controlTimeoutMillis, TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(unreachable(failure)));
  }

  /** The connection that is there, or a new one. Event loop. */
  private Future<ClientConnection> connection() {
    Future<ClientConnection> known = connection;
    if (known == null) {
      known = ClientConnection.connect(client, address, options);
      connection = known;
      known.onSuccess(opened -> opened.whenClosed().onComplete(closed -> connection = null));
      known.onFailure(failure -> connection = null);
    }
    return known;
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
    exchange.open(this::connection);
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
