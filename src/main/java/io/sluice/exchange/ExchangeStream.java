package io.sluice.exchange;

import io.netty.buffer.ByteBuf;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.BatchPayload;
import io.sluice.extension.ExchangeReader;
import io.sluice.ipc.RecordBatchReader;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.OperatorMetrics;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskId;
import io.sluice.type.Schema;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One partition of one producer task, as its reader sees it.
 *
 * <p><b>Credit.</b> {@code creditBytes} is what the producer may still send, negative after an oversized batch; {@code unreadBytes} is the credit that
 * batches in the queue and the borrowed one took. Their sum is kept near the client's window and topped up when half of it is read.
 *
 * <p><b>Memory.</b> Reserved is what the batches that arrived really hold. Granted credit is only promised, within the bound that the task's streams share.
 *
 * <p>Polled and closed by one driver; the exchange adds on any thread.
 */
final class ExchangeStream implements RecordBatchStream {
  private final ExchangeClient client;
  private final TaskId producer;
  private final int partition;
  private final ExchangeReader reader;
  private final RecordBatchReader decoder;
  private final OperatorMetrics metrics;
  private final Schema schema;
  private final ArrayDeque<Received> queue = new ArrayDeque<>();
  private @Nullable Received borrowed;
  private long creditBytes;
  private long unreadBytes;
  private long promisedBytes;
  private long reservedBytes;
  private long rowCount;
  private long expectedRowCount = -1;
  private @Nullable SluiceException failure;
  private boolean isClosed;
  private @Nullable Promise<Void> waiting;

  /**
   * A batch that arrived.
   *
   * @param footprintBytes what it holds of the heap
   */
  private record Received(BatchPayload payload, long creditBytes, long footprintBytes) {}

  ExchangeStream(
      ExchangeClient client,
      TaskId producer,
      int partition,
      Schema schema,
      ExchangeReader reader,
      OperatorMetrics metrics) {
    this.metrics = metrics;
    this.client = client;
    this.producer = producer;
    this.partition = partition;
    this.schema = schema;
    this.reader = reader;
    this.decoder = new RecordBatchReader(schema);
  }

  private static long footprint(BatchPayload payload) {
    return payload instanceof BatchPayload.Reference reference
        ? reference.batch().retainedBytes()
        : ((BatchPayload.Encoded) payload).bytes().readableBytes();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  /** Asks for the partition. */
  void start() {
    topUp();
  }

  @Override
  public Poll poll() {
    giveBackBorrowed();
    topUp();
    Received next;
    synchronized (this) {
      if (failure != null) {
        throw failure;
      }
      next = queue.poll();
      if (next == null) {
        if (expectedRowCount >= 0) {
          return end();
        }
        return Poll.pending(waiting().future());
      }
      borrowed = next;
    }
    RecordBatch batch = batch(next.payload());
    rowCount += batch.rowCount();
    return Poll.batch(batch);
  }

  private RecordBatch batch(BatchPayload payload) {
    if (payload instanceof BatchPayload.Reference reference) {
      return reference.batch();
    }
    ByteBuf encoded = ((BatchPayload.Encoded) payload).bytes();
    metrics.add(OperatorMetric.BYTES_RECEIVED, encoded.readableBytes());
    return decoder.read(encoded);
  }

  private Poll end() {
    if (rowCount != expectedRowCount) {
      throw new SluiceException(
          ErrorCode.EXCHANGE_ERROR,
          "Partition %d of task %s ended after %d of %d rows; run the query again"
              .formatted(partition, producer, rowCount, expectedRowCount));
    }
    return Poll.END;
  }

  private void giveBackBorrowed() {
    Received read;
    synchronized (this) {
      read = borrowed;
      borrowed = null;
      if (read == null) {
        return;
      }
      unreadBytes -= read.creditBytes();
      unreserve(read.footprintBytes());
    }
    read.payload().release();
  }

  /** Grants what was read, when it is at least half of the window. */
  private void topUp() {
    long grant;
    synchronized (this) {
      long window = client.windowBytes();
      long missing = window - creditBytes - unreadBytes;
      if (isClosed || expectedRowCount >= 0 || failure != null || missing < window / 2) {
        return;
      }
      grant = promise(missing);
      creditBytes += grant;
    }
    if (grant > 0) {
      reader.grant(partition, grant);
    }
  }

  /** What may be granted. Where nothing may, it is enough for one batch if there is none, as that is always admitted. */
  private long promise(long missing) {
    long more = Math.max(0, creditBytes + missing) - Math.max(0, creditBytes);
    if (client.tryPromise(more)) {
      promisedBytes += more;
      return missing;
    }
    return creditBytes > 0 || !queue.isEmpty() ? 0 : 1 - creditBytes;
  }

  /** The producer has used up credit: what is left of the promise is at most what is left of the credit. */
  private void settlePromise() {
    long kept = promisedBytes - Math.min(promisedBytes, Math.max(0, creditBytes));
    promisedBytes -= kept;
    client.keepPromise(kept);
  }

  private void unreserve(long bytes) {
    reservedBytes -= bytes;
    client.giveBack(bytes);
  }

  void add(BatchPayload payload, long credit) {
    Promise<Void> ready = null;
    synchronized (this) {
      if (!isClosed && failure == null && expectedRowCount < 0) {
        long footprint = footprint(payload);
        client.reserve(footprint);
        reservedBytes += footprint;
        creditBytes -= credit;
        unreadBytes += credit;
        settlePromise();
        queue.add(new Received(payload, credit, footprint));
        ready = takeWaiting();
        payload = null;
      }
    }
    if (payload != null) {
      reject(payload);
    }
    complete(ready);
  }

  private void reject(BatchPayload payload) {
    payload.release();
    synchronized (this) {
      if (isClosed || failure != null) {
        return;
      }
      // The producer's count is no proof any more.
      expectedRowCount = -1;
    }
    fail(new SluiceException(
        ErrorCode.EXCHANGE_ERROR,
        "Partition %d of task %s goes on behind its end".formatted(partition, producer)));
    reader.closePartition(partition);
  }

  void end(long rows) {
    Promise<Void> ready;
    synchronized (this) {
      expectedRowCount = rows;
      ready = takeWaiting();
    }
    complete(ready);
  }

  /** Drops what waits: the next poll throws the cause. After the partition's end nothing can fail any more. */
  void fail(SluiceException cause) {
    Promise<Void> ready;
    synchronized (this) {
      if (failure != null
          || isClosed
          || expectedRowCount >= 0 && cause.code() != ErrorCode.CANCELLED) {
        return;
      }
      failure = cause;
      dropQueue();
      ready = takeWaiting();
    }
    complete(ready);
  }

  private void dropQueue() {
    for (Received received : queue) {
      unreadBytes -= received.creditBytes();
      unreserve(received.footprintBytes());
      received.payload().release();
    }
    queue.clear();
  }

  /** One promise however often the driver polls before something arrives. */
  private Promise<Void> waiting() {
    Promise<Void> known = waiting;
    if (known == null) {
      known = Promise.promise();
      waiting = known;
    }
    return known;
  }

  private @Nullable Promise<Void> takeWaiting() {
    Promise<Void> ready = waiting;
    waiting = null;
    return ready;
  }

  private static void complete(@Nullable Promise<Void> ready) {
    if (ready != null) {
      ready.tryComplete();
    }
  }

  @Override
  public void close() {
    giveBackBorrowed();
    Promise<Void> ready;
    boolean isUnfinished;
    synchronized (this) {
      isClosed = true;
      isUnfinished = expectedRowCount < 0 && failure == null;
      dropQueue();
      unreserve(reservedBytes);
      creditBytes = 0;
      settlePromise();
      ready = takeWaiting();
    }
    complete(ready);
    client.streamClosed();
    if (isUnfinished) {
      reader.closePartition(partition);
    }
  }
}
