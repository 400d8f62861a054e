package io.sluice.exchange;

import io.sluice.config.ExchangeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.exchange.proto.CreditGrant;
import io.sluice.exchange.proto.ExchangeCommand;
import io.sluice.exchange.proto.OpenExchange;
import io.sluice.extension.BatchPayload;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.extension.ExchangeRequest;
import io.sluice.extension.WorkerInfo;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The consumer's end of one exchange over the network. Commands come from any thread, are joined and leave on the event loop; the consumer is called
 * there. A connection or stream that ends in any other way than this end's closing is an error.
 */
final class NetworkExchange implements ExchangeReader {
  private final WorkerInfo worker;
  private final ExchangeRequest exchange;
  private final Context eventLoop;
  private final Consumer<NetworkExchange> whenOver;
  private final ExchangeConsumer consumer;
  private Map<Integer, Long> grants = new LinkedHashMap<>();
  private List<Integer> closedPartitions = new ArrayList<>();
  private boolean isFlushScheduled;
  private @Nullable GrpcClientRequest<Buffer, Buffer> request;
  private boolean isOver;
  private volatile boolean isClosed;

  NetworkExchange(
      WorkerInfo worker,
      ExchangeRequest exchange,
      ExchangeConsumer consumer,
      Context eventLoop,
      Consumer<NetworkExchange> whenOver) {
    this.worker = worker;
    this.exchange = exchange;
    this.consumer = consumer;
    this.eventLoop = eventLoop;
    this.whenOver = whenOver;
  }

  void open(Supplier<Future<GrpcClientRequest<Buffer, Buffer>>> connect) {
    eventLoop.runOnContext(now -> connect
        .get()
        .onSuccess(this::connected)
        .onFailure(failure -> lost(String.valueOf(failure.getMessage()))));
  }

  private void connected(GrpcClientRequest<Buffer, Buffer> connectedRequest) {
    connectedRequest.exceptionHandler(failure -> lost(String.valueOf(failure.getMessage())));
    connectedRequest
        .response()
        .onSuccess(this::answered)
        .onFailure(failure -> lost(String.valueOf(failure.getMessage())));
    connectedRequest.write(WireMessages.toBuffer(ExchangeCommand.newBuilder()
        .setOpen(OpenExchange.newBuilder()
            .setProtocolVersion(WireMessages.PROTOCOL_VERSION)
            .setProducer(WireMessages.toMessage(exchange.producer()))
            .setConsumer(WireMessages.toMessage(exchange.consumer())))
        .build()));
    if (isOver) {
      connectedRequest.end();
    } else {
      request = connectedRequest;
      flush();
    }
  }

  private void answered(GrpcClientResponse<Buffer, Buffer> response) {
    response.exceptionHandler(failure -> lost(String.valueOf(failure.getMessage())));
    response.errorHandler(error -> lost("the stream was reset: " + error));
    response.invalidMessageHandler(invalid -> fail(new SluiceException(
        ErrorCode.EXCHANGE_ERROR,
        "Worker %s sent a message that is larger than %s or not readable"
            .formatted(worker, ExchangeOptions.MAX_MESSAGE_BYTES),
        invalid)));
    response.endHandler(end -> lost("it ended the exchange"));
    response.handler(this::received);
  }

  private void received(Buffer frame) {
    try {
      ExchangeFrame.read(frame, new Guard());
    } catch (RuntimeException e) {
      fail(SluiceException.of(e));
    }
  }

  /** Lets calls through until the exchange is over or closed. */
  private final class Guard implements ExchangeConsumer {
    @Override
    public void onBatch(int partition, BatchPayload batch, long creditBytes) {
      if (!isOver && !isClosed) {
        consumer.onBatch(partition, batch, creditBytes);
      }
    }

    @Override
    public void onEnd(int partition, long rowCount) {
      if (!isOver && !isClosed) {
        consumer.onEnd(partition, rowCount);
      }
    }

    @Override
    public void onError(SluiceException cause) {
      fail(cause);
    }
  }

  /** The worker cannot be reached any more, as far as this exchange knows. Any thread. */
  void lost(String why) {
    SluiceException cause = new SluiceException(
        ErrorCode.WORKER_LOST,
        "Worker %s was lost while task %s was read (%s); run the query again"
            .formatted(worker, exchange.producer(), why));
    eventLoop.runOnContext(now -> fail(cause));
  }

  private void fail(SluiceException cause) {
    if (!isOver) {
      finish();
      if (!isClosed) {
        consumer.onError(cause);
      }
    }
  }

  private void finish() {
    isOver = true;
    GrpcClientRequest<Buffer, Buffer> open = request;
    request = null;
    if (open != null) {
      open.end();
    }
    whenOver.accept(this);
  }

  @Override
  public void grant(int partition, long bytes) {
    boolean isFirst;
    synchronized (this) {
      grants.merge(partition, bytes, Long::sum);
      isFirst = schedule();
    }
    if (isFirst) {
      eventLoop.runOnContext(now -> flush());
    }
  }

  @Override
  public void closePartition(int partition) {
    boolean isFirst;
    synchronized (this) {
      closedPartitions.add(partition);
      isFirst = schedule();
    }
    if (isFirst) {
      eventLoop.runOnContext(now -> flush());
    }
  }

  private boolean schedule() {
    boolean isFirst = !isFlushScheduled;
    isFlushScheduled = true;
    return isFirst;
  }

  private void flush() {
    GrpcClientRequest<Buffer, Buffer> open = request;
    if (open == null) {
      return;
    }
    ExchangeCommand.Builder command = ExchangeCommand.newBuilder();
    synchronized (this) {
      isFlushScheduled = false;
      grants.forEach((partition, bytes) ->
          command.addGrants(CreditGrant.newBuilder().setPartition(partition).setBytes(bytes)));
      command.addAllClosedPartitions(closedPartitions);
      grants = new LinkedHashMap<>();
      closedPartitions = new ArrayList<>();
    }
    if (command.getGrantsCount() > 0 || command.getClosedPartitionsCount() > 0) {
      open.write(WireMessages.toBuffer(command.build()));
    }
  }

  @Override
  public void close() {
    isClosed = true;
    eventLoop.runOnContext(now -> {
      if (!isOver) {
        finish();
      }
    });
  }
}
