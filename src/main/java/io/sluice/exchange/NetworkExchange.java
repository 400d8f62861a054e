package io.sluice.exchange;

import io.netty.buffer.ByteBuf;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.exchange.frame.FrameHeader;
import io.sluice.exchange.proto.CreditGrant;
import io.sluice.exchange.proto.ErrorMessage;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The consumer's end of one exchange over the network. Commands come from any thread, are joined and leave on the event loop; the consumer is called
 * there. A connection that ends is an error.
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
  private @Nullable ClientConnection connection;
  private int stream;
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

  void open(Supplier<Future<ClientConnection>> connect) {
    eventLoop.runOnContext(now -> connect
        .get()
        .onSuccess(this::connected)
        .onFailure(failure -> lost(String.valueOf(failure.getMessage()))));
  }

  private void connected(ClientConnection opened) {
    if (isOver) {
      return;
    }
    connection = opened;
    stream = opened.open(this);
    opened.send(
        stream,
        ExchangeCommand.newBuilder()
            .setOpen(OpenExchange.newBuilder()
                .setProtocolVersion(WireMessages.PROTOCOL_VERSION)
                .setProducer(WireMessages.toMessage(exchange.producer()))
                .setConsumer(WireMessages.toMessage(exchange.consumer())))
            .build());
    flush();
  }

  /**
   * A frame of this stream came. Event loop.
   *
   * @param payload released here, or by the consumer
   */
  void received(FrameHeader header, ByteBuf payload) {
    try {
      switch (header.kind()) {
        case BATCH -> batch(header, payload);
        case END -> {
          payload.release();
          if (!isOver && !isClosed) {
            consumer.onEnd(header.partition(), header.number());
          }
        }
        case ERROR -> fail(readError(WireMessages.take(payload)));
        case COMMAND, CLOSE, REQUEST, REPLY -> {
          payload.release();
          throw WireMessages.unexpected(header.kind());
        }
      }
    } catch (RuntimeException e) {
      fail(SluiceException.of(e));
    }
  }

  private void batch(FrameHeader header, ByteBuf payload) {
    if (isOver || isClosed) {
      payload.release();
    } else {
      consumer.onBatch(header.partition(), new BatchPayload.Encoded(payload), header.number());
    }
  }

  private static SluiceException readError(Buffer bytes) {
    return WireMessages.fromMessage(WireMessages.parse(ErrorMessage.parser(), bytes))
        .toException();
  }

  /** The worker cannot be reached any more, as far as this exchange knows. Any thread. */
  void lost(String why) {
    SluiceException cause = new SluiceException(
        ErrorCode.WORKER_LOST,
        "Worker %s was lost while task %s was read (%s); run the query again"
            .formatted(worker, exchange.producer(), why));
    eventLoop.runOnContext(now -> fail(cause));
  }

  /** Event loop. */
  void fail(SluiceException cause) {
    if (!isOver) {
      finish();
      if (!isClosed) {
        consumer.onError(cause);
      }
    }
  }

  private void finish() {
    isOver = true;
    ClientConnection open = connection;
    connection = null;
    if (open != null) {
      open.close(stream);
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
    ClientConnection open = connection;
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
      open.send(stream, command.build());
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
