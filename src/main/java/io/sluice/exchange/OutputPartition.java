package io.sluice.exchange;

import io.netty.buffer.ByteBuf;
import io.sluice.column.RecordBatch;
import io.sluice.exchange.frame.BatchMemory;
import io.sluice.extension.BatchPayload;
import io.sluice.ipc.RecordBatchWriter;
import io.sluice.memory.MemoryReservation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The buffer of one partition of a task's output. Its driver adds, its reader takes. A batch is encoded by the driver when the reader is known to be in
 * another process, so that its vectors can be used again at once; otherwise it is retained.
 *
 * <p>Thread-safe; promises are completed outside of the lock.
 */
final class OutputPartition {
  final int index;
  private final MemoryReservation memory;
  private final long limitBytes;
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private final Promise<Void> closed = Promise.promise();
  private long bufferedBytes;
  private int referenceCount;
  private long credit;
  private long rowCount;
  private boolean isEnded;
  private boolean isEndSent;
  private boolean isClosed;
  private boolean isStarved;
  private @Nullable Promise<Void> room;
  private volatile @Nullable OutputReader reader;

  /** What the reader gets next. */
  sealed interface Step {}

  /**
   * A batch that waits.
   *
   * @param memoryBytes what it holds
   * @param isReserved whether that is reserved
   */
  record Item(BatchPayload payload, long memoryBytes, boolean isReserved) implements Step {
    void release() {
      payload.release();
    }
  }

  record End(long rowCount) implements Step {}

  OutputPartition(int index, MemoryReservation memory, long limitBytes) {
    this.index = index;
    this.memory = memory;
    this.limitBytes = limitBytes;
  }

  Future<Void> whenClosed() {
    return closed.future();
  }

  synchronized Admission admission() {
    if (isClosed) {
      return Admission.CLOSED;
    }
    if (bufferedBytes < limitBytes && !isStarved) {
      return Admission.OPEN;
    }
    if (room == null) {
      room = Promise.promise();
    }
    return new Admission.Full(room.future());
  }

  /** Takes a batch. Where the pool has no room for it the partition keeps it all the same and is full until it is read: the batch is there already. */
  void add(RecordBatch batch) {
    OutputReader known = reader;
    if (known == null || known.takesReferences()) {
      synchronized (this) {
        if (!isClosed) {
          append(
              new BatchPayload.Reference(batch.retain()), batch.retainedBytes(), batch.rowCount());
        }
      }
    } else {
      ByteBuf encoded = RecordBatchWriter.write(batch, BatchMemory.allocator());
      synchronized (this) {
        if (isClosed) {
          encoded.release();
        } else {
          append(new BatchPayload.Encoded(encoded), encoded.readableBytes(), batch.rowCount());
        }
      }
    }
  }

  private void append(BatchPayload payload, long bytes, int rows) {
    if (payload instanceof BatchPayload.Reference) {
      referenceCount++;
    }
    boolean isReserved = memory.tryGrow(bytes);
    isStarved |= !isReserved;
    items.add(new Item(payload, bytes, isReserved));
    bufferedBytes += bytes;
    rowCount += rows;
  }

  private void unreserve(Item item) {
    if (item.isReserved()) {
      memory.shrink(item.memoryBytes());
    }
  }

  synchronized void end() {
    isEnded = true;
  }

  @Nullable
  OutputReader reader() {
    return reader;
  }

  /** Makes a reader the partition's own, unless another one is. */
  synchronized boolean claim(OutputReader claimant) {
    if (reader == null) {
      reader = claimant;
    }
    return reader == claimant;
  }

  /** Whether the partition is that reader's, and all that waits was encoded by the driver, as what follows will be. */
  synchronized boolean isEncodedFor(OutputReader claimant) {
    return reader == claimant && referenceCount == 0;
  }

  synchronized void grant(long bytes) {
    credit += bytes;
  }

  /** A batch was sent; the credit may become negative by it. */
  synchronized void charge(long bytes) {
    credit -= bytes;
  }

  /** What can be sent now, or null. Called by the reader that claimed the partition only. */
  @Nullable
  Step next() {
    Promise<Void> waiting = null;
    Step step = null;
    synchronized (this) {
      if (isClosed || isEndSent) {
        return null;
      }
      if (!items.isEmpty()) {
        if (credit > 0) {
          Item item = items.remove();
          bufferedBytes -= item.memoryBytes();
          if (item.payload() instanceof BatchPayload.Reference) {
            referenceCount--;
          }
          unreserve(item);
          isStarved &= !items.isEmpty();
          step = item;
          if (bufferedBytes <= limitBytes / 2 && !isStarved) {
            waiting = takeRoom();
          }
        }
      } else if (isEnded) {
        isEndSent = true;
        step = new End(rowCount);
      }
    }
    if (waiting != null) {
      waiting.tryComplete();
    }
    return step;
  }

  private @Nullable Promise<Void> takeRoom() {
    Promise<Void> waiting = room;
    room = null;
    return waiting;
  }

  /**
   * Drops what is buffered and takes nothing more.
   *
   * @return whether the partition was neither closed nor delivered before
   */
  boolean close() {
    Promise<Void> waiting;
    boolean wasOpen;
    synchronized (this) {
      if (isClosed) {
        return false;
      }
      isClosed = true;
      wasOpen = !isEndSent;
      items.forEach(this::unreserve);
      items.forEach(Item::release);
      items.clear();
      referenceCount = 0;
      bufferedBytes = 0;
      waiting = takeRoom();
    }
    if (waiting != null) {
      waiting.tryComplete();
    }
    closed.tryComplete();
    return wasOpen;
  }
}
