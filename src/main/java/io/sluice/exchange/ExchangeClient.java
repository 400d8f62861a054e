package io.sluice.exchange;

import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ChannelResolver;
import io.sluice.extension.WorkerInfo;
import io.sluice.memory.MemoryPool;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.ExchangeSource;
import io.sluice.plan.OperatorMetrics;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskId;
import io.sluice.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the stages below for one consuming task: one exchange with each producer task, shared by all partitions. What producers may send ahead is
 * reserved before it is granted. Thread-safe.
 */
public final class ExchangeClient implements ExchangeSource, AutoCloseable {
  private static final long MIN_WINDOW_BYTES = 64L << 10;

  private final TaskId consumer;
  private final Map<Integer, List<WorkerInfo>> inputs;
  private final ChannelResolver channels;
  private final MemoryPool pool;
  private final MemoryReservation memory;
  private final long inputCreditBytes;
  private final long partitionCreditBytes;
  private final Map<TaskId, ProducerExchange> exchanges = new HashMap<>();
  private final AtomicInteger openStreams = new AtomicInteger();
  private long promisedBytes;
  private boolean isClosed;

  /**
   * @param consumer the task that reads; the head stage of a query reads as a task, too
   * @param inputs where each task of each stage below runs
   */
  public ExchangeClient(
      TaskId consumer,
      Map<Integer, List<WorkerInfo>> inputs,
      ChannelResolver channels,
      MemoryPool pool,
      ConfigValues options) {
    this.consumer = consumer;
    this.inputs = Map.copyOf(inputs);
    this.channels = channels;
    this.pool = pool;
    memory = pool.reserve("Input of task " + consumer);
    inputCreditBytes = pool.bufferBytes(options.get(ExchangeOptions.INPUT_CREDIT_BYTES));
    partitionCreditBytes = options.get(ExchangeOptions.PARTITION_CREDIT_BYTES);
  }

  /**
   * {@inheritDoc}
   *
   * @throws SluiceException of code WORKER_LOST when the producer's worker is not known any more
   */
  @Override
  public RecordBatchStream open(int stage, int producerTask, int partition, Schema schema) {
    return open(stage, producerTask, partition, schema, OperatorMetrics.NONE);
  }

  /**
   * The same, and counts what is received.
   *
   * @param metrics of the operator that reads
   */
  public RecordBatchStream open(
      int stage, int producerTask, int partition, Schema schema, OperatorMetrics metrics) {
    List<WorkerInfo> workers = inputs.get(stage);
    if (workers == null || producerTask < 0 || producerTask >= workers.size()) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "Task %s does not read task %d of stage %d".formatted(consumer, producerTask, stage));
    }
    TaskId producer = new TaskId(consumer.query(), stage, producerTask, consumer.attempt());
    ProducerExchange exchange = exchange(producer, workers.get(producerTask));
    openStreams.incrementAndGet();
    return exchange.open(partition, schema, metrics);
  }

  private synchronized ProducerExchange exchange(TaskId producer, WorkerInfo worker) {
    if (isClosed) {
      throw ended();
    }
    ProducerExchange exchange = exchanges.get(producer);
    if (exchange == null) {
      exchange = new ProducerExchange(this, producer);
      exchange.start(channels.channel(worker), consumer);
      exchanges.put(producer, exchange);
    }
    return exchange;
  }

  private SluiceException ended() {
    return new SluiceException(ErrorCode.CANCELLED, "Task " + consumer + " was ended");
  }

  /** What a producer may be ahead of the reader of one partition. */
  long windowBytes() {
    long share = inputCreditBytes / Math.max(1, openStreams.get());
    return Math.min(partitionCreditBytes, Math.max(MIN_WINDOW_BYTES, share));
  }

  void streamClosed() {
    openStreams.decrementAndGet();
  }

  /**
   * Whether producers may send that many bytes more. All streams together promise no more than the task's credit less what they hold, and nothing while the
   * pool is full: a promise is not reserved, what comes by it is.
   */
  synchronized boolean tryPromise(long bytes) {
    if (pool.isFull() || promisedBytes + memory.bytes() + bytes > inputCreditBytes) {
      return false;
    }
    promisedBytes += bytes;
    return true;
  }

  /** Promised bytes have come, or will not come any more. */
  synchronized void keepPromise(long bytes) {
    promisedBytes -= bytes;
  }

  /** Reserves what a batch holds that has come. */
  synchronized void reserve(long bytes) {
    if (!isClosed && !memory.tryGrow(bytes)) {
      memory.overdraw(bytes);
    }
  }

  synchronized void giveBack(long bytes) {
    if (!isClosed) {
      memory.shrink(bytes);
    }
  }

  /**
   * Ends all exchanges and gives back what is reserved; streams that are still open fail with CANCELLED. May be called more than once, on any
   * thread.
   */
  @Override
  public void close() {
    List<ProducerExchange> open;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      open = List.copyOf(exchanges.values());
      memory.close();
    }
    open.forEach(exchange -> exchange.close(ended()));
  }
}
