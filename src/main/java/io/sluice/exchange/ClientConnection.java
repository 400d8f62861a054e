package io.sluice.exchange;

import io.netty.buffer.ByteBuf;
import io.sluice.config.ConfigValues;
import io.sluice.error.SluiceException;
import io.sluice.exchange.frame.FrameConnection;
import io.sluice.exchange.frame.FrameHeader;
import io.sluice.exchange.frame.FrameKind;
import io.sluice.exchange.proto.ExchangeCommand;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A consumer's end of a connection to a worker: exchanges and requests by stream. Event loop. */
final class ClientConnection implements FrameConnection.Owner {
  private final FrameConnection connection;
  private final Promise<Void> closed = Promise.promise();
  private final Map<Integer, NetworkExchange> exchanges = new HashMap<>();
  private final Map<Integer, Promise<Buffer>> requests = new HashMap<>();
  private int lastStream;
  private boolean isClosed;

  private ClientConnection(NetSocket socket, ConfigValues options) {
    connection = FrameConnection.start(socket, options, this);
  }

  /** Called on the event loop that the connection is to live on. */
  static Future<ClientConnection> connect(
      NetClient client, SocketAddress address, ConfigValues options) {
    return client.connect(address).map(socket -> new ClientConnection(socket, options));
  }

  /** Completes when the connection is gone. */
  Future<Void> whenClosed() {
    return closed.future();
  }

  /** Answers the stream of an exchange, whose first command opens it. */
  int open(NetworkExchange exchange) {
    lastStream++;
    exchanges.put(lastStream, exchange);
    return lastStream;
  }

  void send(int stream, ExchangeCommand command) {
    Buffer bytes = WireMessages.toBuffer(command);
    send(FrameHeader.of(FrameKind.COMMAND, stream, bytes.length()), bytes);
  }

  private void send(FrameHeader header, Buffer bytes) {
    if (!isClosed) {
      connection.write(header, WireMessages.bytes(bytes));
      connection.flush();
    }
  }

  /** Nothing more is wanted of a stream. What still comes of it is dropped. */
  void close(int stream) {
    if (exchanges.remove(stream) != null && !isClosed) {
      connection.write(FrameHeader.of(FrameKind.CLOSE, stream, 0));
      connection.flush();
    }
  }

  /** Answers the reply to a request; fails when the connection is lost before. */
  Future<Buffer> request(Buffer bytes) {
    lastStream++;
    int stream = lastStream;
    Promise<Buffer> reply = Promise.promise();
    requests.put(stream, reply);
    send(FrameHeader.of(FrameKind.REQUEST, stream, bytes.length()), bytes);
    return reply.future();
  }

  @Override
  public void received(FrameHeader header, ByteBuf payload) {
    if (header.kind() == FrameKind.REPLY) {
      Buffer bytes = WireMessages.take(payload);
      Promise<Buffer> request = requests.remove(header.stream());
      if (request != null) {
        request.tryComplete(bytes);
      }
      return;
    }
    NetworkExchange exchange = exchanges.get(header.stream());
    if (exchange == null) {
      payload.release();
    } else {
      exchange.received(header, payload);
    }
  }

  /** Commands are small, and those of an exchange wait for its answer: they are written whatever the queue holds. */
  @Override
  public void writable() {}

  @Override
  public void closed(@Nullable Throwable cause) {
    isClosed = true;
    closed.tryComplete();
    List<NetworkExchange> open = List.copyOf(exchanges.values());
    exchanges.clear();
    String why = cause == null ? "the connection was closed" : String.valueOf(cause.getMessage());
    for (NetworkExchange exchange : open) {
      if (cause instanceof SluiceException known) {
        exchange.fail(known);
      } else {
        exchange.lost(why);
      }
    }
    List<Promise<Buffer>> unanswered = List.copyOf(requests.values());
    requests.clear();
    unanswered.forEach(request -> {
      if (cause == null) {
        request.tryFail(why);
      } else {
        request.tryFail(cause);
      }
    });
  }
}
