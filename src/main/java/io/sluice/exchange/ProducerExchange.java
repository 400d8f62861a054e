package io.sluice.exchange;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.BatchPayload;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.extension.ExchangeRequest;
import io.sluice.extension.WorkerChannel;
import io.sluice.plan.OperatorMetrics;
import io.sluice.plan.TaskId;
import io.sluice.type.Schema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What one task reads of one producer task: deals what arrives to the streams of the partitions. Thread-safe. */
final class ProducerExchange implements ExchangeConsumer {
  private final ExchangeClient client;
  private final TaskId producer;
  private final Map<Integer, ExchangeStream> streams = new ConcurrentHashMap<>();
  private volatile @Nullable SluiceException failure;
  private @Nullable ExchangeReader reader;

  ProducerExchange(ExchangeClient client, TaskId producer) {
    this.client = client;
    this.producer = producer;
  }

  void start(WorkerChannel channel, TaskId consumer) {
    reader = channel.openExchange(new ExchangeRequest(producer, consumer), this);
  }

  ExchangeStream open(int partition, Schema schema, OperatorMetrics metrics) {
    ExchangeStream stream =
        new ExchangeStream(client, producer, partition, schema, requireNonNull(reader), metrics);
    if (streams.putIfAbsent(partition, stream) != null) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "Partition %d of task %s is read twice by one task".formatted(partition, producer));
    }
    SluiceException cause = failure;
    if (cause == null) {
      stream.start();
    } else {
      stream.fail(cause);
    }
    return stream;
  }

  @Override
  public void onBatch(int partition, BatchPayload batch, long creditBytes) {
    ExchangeStream stream = streams.get(partition);
    if (stream == null) {
      batch.release();
    } else {
      stream.add(batch, creditBytes);
    }
  }

  @Override
  public void onEnd(int partition, long rowCount) {
    ExchangeStream stream = streams.get(partition);
    if (stream != null) {
      stream.end(rowCount);
    }
  }

  @Override
  public void onError(SluiceException cause) {
    failure = cause;
    streams.values().forEach(stream -> stream.fail(cause));
  }

  void close(SluiceException reason) {
    requireNonNull(reader).close();
    onError(reason);
  }
}
