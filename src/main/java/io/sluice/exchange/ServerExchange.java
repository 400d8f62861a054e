package io.sluice.exchange;

import io.sluice.config.ConfigValues;
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
import io.sluice.extension.WorkerChannel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The producer's end of one exchange over the network.
 *
 * <p><b>Sending.</b> Parts come from any thread into {@code parts} and leave on the event loop, joined to messages. They leave at once when a message is
 * full, a partition ended or the output failed, otherwise after a short linger. What waits here is bounded by the consumer's credit, also while the
 * transport's write queue is full.
 */
final class ServerExchange implements ExchangeConsumer {
  private static final int WRITE_QUEUE_BYTES = 4 << 20;
  private static final int FRAME_LIMIT_BYTES = 1 << 20;

  private final GrpcServerRequest<Buffer, Buffer> call;
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
  private @Nullable ExchangeReader reader;
  private boolean isOver;

  /** Something to send. */
  private sealed interface Part {
    void addTo(ExchangeFrame frame);
  }

  private record Batch(int partition, Buffer bytes, long creditBytes) implements Part {
    @Override
    public void addTo(ExchangeFrame frame) {
      frame.addBatch(partition, bytes, creditBytes);
    }
  }

  private record End(int partition, long rowCount) implements Part {
    @Override
    public void addTo(ExchangeFrame frame) {
      frame.addEnd(partition, rowCount);
    }
  }

  private record Failure(SluiceException cause) implements Part {
    @Override
    public void addTo(ExchangeFrame frame) {
      frame.addError(cause);
    }
  }

  ServerExchange(
      GrpcServerRequest<Buffer, Buffer> call,
      Context eventLoop,
      WorkerChannel worker,
      WorkerExecutor encoders,
      ConfigValues options) {
    this.call = call;
    this.eventLoop = eventLoop;
    this.worker = worker;
    this.encoders = encoders;
    frameBytes = options.get(ExchangeOptions.FRAME_BYTES);
    maxMessageBytes = options.get(ExchangeOptions.MAX_MESSAGE_BYTES);
    lingerMillis = options.get(ExchangeOptions.LINGER);
  }

  /** Event loop. */
  void start() {
    call.exceptionHandler(failure -> disconnected());
    call.errorHandler(error -> disconnected());
    call.endHandler(end -> consumerClosed());
    call.response().exceptionHandler(failure -> disconnected());
    call.response().setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    call.response().drainHandler(drained -> flush());
    call.handler(this::handle);
  }

  private void handle(Buffer bytes) {
    if (isOver) {
      return;
    }
    try {
      ExchangeCommand command = WireMessages.parse(ExchangeCommand.parser(), bytes);
      if (command.hasOpen()) {
        open(command.getOpen());
      }
      ExchangeReader opened = reader;
      if (opened == null) {
        throw new SluiceException(
            ErrorCode.EXCHANGE_ERROR, "An exchange must begin with what it reads");
      }
      if (command.getGrantsCount() > 0) {
        encoders.executeBlocking(() -> grant(opened, command), false);
      }
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

  private static Object grant(ExchangeReader reader, ExchangeCommand command) {
    for (CreditGrant grant : command.getGrantsList()) {
      reader.grant(grant.getPartition(), grant.getBytes());
    }
    return command;
  }

  @Override
  public boolean takesReferences() {
    return false;
  }

  @Override
  public void onBatch(int partition, BatchPayload batch, long creditBytes) {
    Buffer bytes = ((BatchPayload.Encoded) batch).bytes();
    if (bytes.length() > maxMessageBytes - FRAME_LIMIT_BYTES) {
      throw new SluiceException(
          ErrorCode.RESULT_TOO_LARGE,
          "A batch of %d bytes is too large to be sent; make batch_size smaller or raise %s on all nodes"
              .formatted(bytes.length(), ExchangeOptions.MAX_MESSAGE_BYTES));
    }
    add(new Batch(partition, bytes, creditBytes), bytes.length(), false);
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

  /** Event loop. */
  private void flush() {
    synchronized (parts) {
      isFlushScheduled = false;
      isLingerScheduled = false;
    }
    while (!isOver && !call.response().writeQueueFull()) {
      ExchangeFrame frame = new ExchangeFrame();
      boolean isLast = fill(frame);
      if (frame.length() == 0) {
        return;
      }
      call.response().write(frame.toBuffer());
      if (isLast) {
        end();
      }
    }
  }

  /** Moves parts into a frame until it is full; answers whether nothing may follow. */
  private boolean fill(ExchangeFrame frame) {
    synchronized (parts) {
      while (!parts.isEmpty() && frame.length() < FRAME_LIMIT_BYTES) {
        Part part = parts.remove();
        part.addTo(frame);
        if (part instanceof Batch batch) {
          waitingBytes -= batch.bytes().length();
        } else if (part instanceof Failure) {
          return true;
        }
      }
      return false;
    }
  }

  /** The consumer needs nothing more. */
  private void consumerClosed() {
    if (!isOver) {
      end();
    }
  }

  private void end() {
    call.response().end();
    disconnected();
  }

  private void disconnected() {
    if (!isOver) {
      isOver = true;
      if (reader != null) {
        reader.close();
      }
    }
    synchronized (parts) {
      parts.clear();
      waitingBytes = 0;
    }
  }
}
