package io.sluice.exchange;

import io.netty.buffer.ByteBuf;
import io.sluice.config.ConfigValues;
import io.sluice.exchange.frame.FrameConnection;
import io.sluice.exchange.frame.FrameHeader;
import io.sluice.exchange.frame.FrameKind;
import io.sluice.exchange.proto.ExchangeCommand;
import io.sluice.extension.WorkerChannel;
import io.vertx.core.Context;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A worker's end of a connection from another node: its exchanges by stream. Event loop. */
final class ServerConnection implements FrameConnection.Owner {
  private final Context eventLoop;
  private final WorkerChannel worker;
  private final WorkerExecutor encoders;
  private final ConfigValues options;
  private final FrameConnection connection;
  private final Map<Integer, ServerExchange> exchanges = new HashMap<>();
  private final Set<ServerExchange> blocked = new LinkedHashSet<>();

  /** Called on the event loop of a socket that was just connected. */
  ServerConnection(
      NetSocket socket,
      Context eventLoop,
      WorkerChannel worker,
      WorkerExecutor encoders,
      ConfigValues options) {
    this.eventLoop = eventLoop;
    this.worker = worker;
    this.encoders = encoders;
    this.options = options;
    connection = FrameConnection.start(socket, options, this);
  }

  @Override
  public void received(FrameHeader header, ByteBuf payload) {
    Buffer bytes = WireMessages.take(payload);
    switch (header.kind()) {
      case COMMAND -> command(header.stream(), bytes);
      case CLOSE -> {
        ServerExchange exchange = exchanges.get(header.stream());
        if (exchange != null) {
          exchange.end();
        }
      }
      case REQUEST -> request(header.stream(), bytes);
      case BATCH, END, ERROR, REPLY -> throw WireMessages.unexpected(header.kind());
    }
  }

  /** Commands of a stream that is over came too late. */
  private void command(int stream, Buffer bytes) {
    ExchangeCommand command = WireMessages.parse(ExchangeCommand.parser(), bytes);
    if (command.hasOpen() && !exchanges.containsKey(stream)) {
      exchanges.put(stream, new ServerExchange(this, stream, eventLoop, worker, encoders, options));
    }
    ServerExchange exchange = exchanges.get(stream);
    if (exchange != null) {
      exchange.handle(command);
    }
  }

  private void request(int stream, Buffer bytes) {
    WorkerRequests.handle(bytes, worker)
        .onSuccess(reply -> eventLoop.runOnContext(now -> {
          connection.write(
              FrameHeader.of(FrameKind.REPLY, stream, reply.length()), WireMessages.bytes(reply));
          connection.flush();
        }));
  }

  FrameConnection connection() {
    return connection;
  }

  /** An exchange has more to send than the connection takes now. */
  void block(ServerExchange exchange) {
    blocked.add(exchange);
  }

  /** An exchange is over. */
  void remove(int stream, ServerExchange exchange) {
    exchanges.remove(stream);
    blocked.remove(exchange);
  }

  /** Those that waited longest come first. */
  @Override
  public void writable() {
    List<ServerExchange> waiting = List.copyOf(blocked);
    blocked.clear();
    waiting.forEach(ServerExchange::flush);
  }

  @Override
  public void closed(@Nullable Throwable cause) {
    List.copyOf(exchanges.values()).forEach(ServerExchange::end);
  }
}
