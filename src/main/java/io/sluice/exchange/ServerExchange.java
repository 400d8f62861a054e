package io.sluice.exchange;

import io.netty.buffer.ByteBuf;
import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.ErrorInfo;
import io.sluice.error.SluiceException;
import io.sluice.exchange.frame.FrameConnection;
import io.sluice.exchange.frame.FrameHeader;
import io.sluice.exchange.frame.FrameKind;
import io.sluice.exchange.proto.CreditGrant;
import io.sluice.exchange.proto.ExchangeCommand;
import io.sluice.exchange.proto.OpenExchange;
import io.sluice.extension.BatchPayload;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.extension.ExchangeRequest;
import io.sluice.extension.WorkerChannel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The producer's end of one exchange over the network.
 *
 * <p><b>Sending.</b> Parts come from any thread into {@code parts} and leave on the event loop, several at a time. They leave at once when enough bytes wait, a
 * partition ended or the output failed, otherwise after a short linger. What waits here is bounded by the consumer's credit, also while the
 * connection's write queue is full.
 */
final class ServerExchange implements ExchangeConsumer {
  private final ServerConnection owner;
  private final int stream;
  private final Context eventLoop;
  private final WorkerChannel worker;
  private final WorkerExecutor encoders;
  private final long frameBytes;
  private final long maxMessageBytes;
  private final long lingerMillis;
  private final ArrayDeque<Part> parts = new ArrayDeque<>();
  private long waitingBytes;
  private boolean isFlushScheduled;
  private boolean isLingerScheduled;
  private volatile boolean isOver;
  private @Nullable ExchangeReader reader;

  /** Something to send. */
  private sealed interface Part {}

  private record Batch(int partition, ByteBuf bytes, long creditBytes) implements Part {}

  private record End(int partition, long rowCount) implements Part {}

  private record Failure(SluiceException cause) implements Part {}

  ServerExchange(
      ServerConnection owner,
      int stream,
      Context eventLoop,
      WorkerChannel worker,
      WorkerExecutor encoders,
      ConfigValues options) {
    this.owner = owner;
    this.stream = stream;
    this.eventLoop = eventLoop;
    this.worker = worker;
    this.encoders = encoders;
    frameBytes = options.get(ExchangeOptions.FRAME_BYTES);
    maxMessageBytes = options.get(ExchangeOptions.MAX_MESSAGE_BYTES);
    lingerMillis = options.get(ExchangeOptions.LINGER);
  }

  /** Does what the consumer wants. The first command opens the exchange. Event loop. */
  void handle(ExchangeCommand command) {
    try {
      if (command.hasOpen()) {
        open(command.getOpen());
      }
      ExchangeReader opened = reader;
      if (opened == null) {
        return;
      }
      command.getGrantsList().forEach(grant -> grant(opened, grant));
      command.getClosedPartitionsList().forEach(opened::closePartition);
    } catch (RuntimeException e) {
      onError(SluiceException.of(e));
    }
  }

  private void open(OpenExchange open) {
    WireMessages.checkVersion(open.getProtocolVersion());
    if (reader != null) {
      throw new SluiceException(ErrorCode.EXCHANGE_ERROR, "An exchange was opened twice");
    }
    reader = worker.openExchange(
        new ExchangeRequest(
            WireMessages.fromMessage(open.getProducer()),
            WireMessages.fromMessage(open.getConsumer())),
        this);
  }

  private void grant(ExchangeReader opened, CreditGrant grant) {
    int partition = grant.getPartition();
    long bytes = grant.getBytes();
    if (opened.isGrantQuick(partition)) {
      opened.grant(partition, bytes);
    } else {
      encoders.executeBlocking(
          () -> {
            opened.grant(partition, bytes);
            return partition;
          },
          false);
    }
  }

  @Override
  public boolean takesReferences() {
    return false;
  }

  @Override
  public void onBatch(int partition, BatchPayload batch, long creditBytes) {
    ByteBuf bytes = ((BatchPayload.Encoded) batch).bytes();
    int length = bytes.readableBytes();
    if (length > maxMessageBytes) {
      batch.release();
      throw new SluiceException(
          ErrorCode.RESULT_TOO_LARGE,
          "A batch of %d bytes is too large to be sent; make batch_size smaller or raise %s on all nodes"
              .formatted(length, ExchangeOptions.MAX_MESSAGE_BYTES));
    }
    add(new Batch(partition, bytes, creditBytes), length, false);
  }

  @Override
  public void onEnd(int partition, long rowCount) {
    add(new End(partition, rowCount), 0, true);
  }

  @Override
  public void onError(SluiceException cause) {
    add(new Failure(cause), 0, true);
  }

  private void add(Part part, long bytes, boolean isUrgent) {
    boolean flush;
    boolean linger;
    synchronized (parts) {
      if (isOver) {
        release(part);
        return;
      }
      parts.add(part);
      waitingBytes += bytes;
      flush = !isFlushScheduled && (isUrgent || waitingBytes >= frameBytes);
      linger = !flush && !isFlushScheduled && !isLingerScheduled;
      isFlushScheduled |= flush;
      isLingerScheduled |= linger;
    }
    if (flush) {
      eventLoop.runOnContext(now -> flush());
    } else if (linger) {
      eventLoop.runOnContext(now -> linger(eventLoop.owner()));
    }
  }

  private void linger(Vertx vertx) {
    vertx.setTimer(lingerMillis, timer -> flush());
  }

  /** Sends what waits, as far as the connection takes it. Event loop. */
  void flush() {
    FrameConnection connection = owner.connection();
    boolean hasWritten = false;
    Part part = next(connection);
    while (part != null) {
      write(connection, part);
      hasWritten = true;
      part = next(connection);
    }
    if (hasWritten) {
      connection.flush();
    }
  }

  /** The next part, or null: there is none, or the exchange waits for the connection. */
  private @Nullable Part next(FrameConnection connection) {
    synchronized (parts) {
      isFlushScheduled = false;
      isLingerScheduled = false;
      if (parts.isEmpty()) {
        return null;
      }
      if (!connection.isWritable()) {
        owner.block(this);
        return null;
      }
      Part part = parts.remove();
      if (part instanceof Batch batch) {
        waitingBytes -= batch.bytes().readableBytes();
      }
      return part;
    }
  }

  private void write(FrameConnection connection, Part part) {
    if (part instanceof Batch batch) {
      int length = batch.bytes().readableBytes();
      connection.write(
          new FrameHeader(FrameKind.BATCH, stream, batch.partition(), batch.creditBytes(), length),
          batch.bytes());
    } else if (part instanceof End end) {
      connection.write(new FrameHeader(FrameKind.END, stream, end.partition(), end.rowCount(), 0));
    } else if (part instanceof Failure failure) {
      Buffer error = WireMessages.toBuffer(WireMessages.toMessage(ErrorInfo.of(failure.cause())));
      connection.write(
          FrameHeader.of(FrameKind.ERROR, stream, error.length()), WireMessages.bytes(error));
      end();
    }
  }

  /** Nothing more is to be sent: the output failed, the consumer needs no more or the connection is gone. Event loop. */
  void end() {
    List<Part> dropped;
    synchronized (parts) {
      if (isOver) {
        return;
      }
      isOver = true;
      dropped = List.copyOf(parts);
      parts.clear();
      waitingBytes = 0;
    }
    dropped.forEach(ServerExchange::release);
    owner.remove(stream, this);
    ExchangeReader opened = reader;
    if (opened != null) {
      opened.close();
    }
  }

  private static void release(Part part) {
    if (part instanceof Batch batch) {
      batch.bytes().release();
    }
  }
}
