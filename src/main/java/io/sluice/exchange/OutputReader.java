package io.sluice.exchange;

import io.netty.buffer.ByteBuf;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.exchange.frame.BatchMemory;
import io.sluice.extension.BatchPayload;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.ipc.RecordBatchWriter;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One consumer task that reads a task's output.
 *
 * <p><b>Delivery.</b> Whatever may make a step possible (a batch, a grant, an end, a failure) puts the partition into {@code ready} and counts
 * {@code work} up. The thread that counts from zero delivers until the count is back at zero, all others go on: the consumer gets one call at a time, in
 * each partition's order, and no wake-up is lost. Thread-safe.
 */
final class OutputReader implements ExchangeReader {
  private final TaskOutput output;
  private final ExchangeConsumer consumer;
  private final boolean takesReferences;
  private final Set<OutputPartition> partitions = ConcurrentHashMap.newKeySet();
  private final Queue<OutputPartition> ready = new ConcurrentLinkedQueue<>();
  private final AtomicInteger work = new AtomicInteger();
  private volatile @Nullable SluiceException failure;
  private volatile boolean isClosed;
  private boolean isFailureSent;

  OutputReader(TaskOutput output, ExchangeConsumer consumer) {
    this.output = output;
    this.consumer = consumer;
    this.takesReferences = consumer.takesReferences();
  }

  boolean takesReferences() {
    return takesReferences;
  }

  @Override
  public void grant(int partition, long bytes) {
    if (isClosed) {
      return;
    }
    if (bytes <= 0 || !output.hasPartition(partition)) {
      fail(new SluiceException(
          ErrorCode.EXCHANGE_ERROR,
          "%d bytes of credit for partition %d of task %s make no sense"
              .formatted(bytes, partition, output.task())));
      return;
    }
    OutputPartition wanted = output.partition(partition);
    if (!wanted.claim(this)) {
      fail(new SluiceException(
          ErrorCode.EXCHANGE_ERROR,
          "Partition %d of task %s is read by another task already"
              .formatted(partition, output.task())));
      return;
    }
    partitions.add(wanted);
    wanted.grant(bytes);
    if (isClosed) {
      output.closePartition(wanted);
    } else {
      signal(wanted);
    }
  }

  @Override
  public boolean isGrantQuick(int partition) {
    return takesReferences
        || !output.hasPartition(partition)
        || output.partition(partition).isEncodedFor(this);
  }

  @Override
  public void closePartition(int partition) {
    if (output.hasPartition(partition)) {
      OutputPartition unwanted = output.partition(partition);
      if (unwanted.claim(this)) {
        output.closePartition(unwanted);
      }
    }
  }

  @Override
  public void close() {
    isClosed = true;
    partitions.forEach(output::closePartition);
  }

  /** Nothing is sent any more but the cause. The first one counts. */
  void fail(SluiceException cause) {
    synchronized (this) {
      if (failure == null) {
        failure = cause;
      }
    }
    signal();
  }

  /** The output is over and everything was delivered. */
  void detach() {
    isClosed = true;
  }

  /** Something may be sent of a partition. */
  void signal(OutputPartition partition) {
    ready.add(partition);
    signal();
  }

  private void signal() {
    if (work.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      deliver();
      seen = work.addAndGet(-seen);
    } while (seen != 0);
  }

  private void deliver() {
    try {
      OutputPartition partition = ready.poll();
      while (partition != null) {
        deliver(partition);
        partition = ready.poll();
      }
      SluiceException cause = failure;
      if (cause != null && !isClosed && !isFailureSent) {
        isFailureSent = true;
        consumer.onError(cause);
      }
    } catch (RuntimeException e) {
      output.fail(SluiceException.of(e));
    }
  }

  private void deliver(OutputPartition partition) {
    while (failure == null && !isClosed) {
      OutputPartition.Step step = partition.next();
      if (step == null) {
        return;
      }
      if (step instanceof OutputPartition.Item item) {
        send(partition, item);
      } else if (step instanceof OutputPartition.End end) {
        consumer.onEnd(partition.index, end.rowCount());
        output.partitionDelivered();
      }
    }
  }

  private void send(OutputPartition partition, OutputPartition.Item item) {
    BatchPayload payload = item.payload();
    long bytes;
    if (payload instanceof BatchPayload.Reference reference) {
      if (takesReferences) {
        bytes = reference.batch().retainedBytes();
      } else {
        try {
          ByteBuf encoded = RecordBatchWriter.write(reference.batch(), BatchMemory.allocator());
          payload = new BatchPayload.Encoded(encoded);
          bytes = encoded.readableBytes();
        } finally {
          item.release();
        }
      }
    } else {
      bytes = item.memoryBytes();
    }
    partition.charge(bytes);
    consumer.onBatch(partition.index, payload, bytes);
  }
}
