package io.sluice.exchange;

import io.sluice.error.SluiceException;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.plan.TaskId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader whose task has not started: keeps what is asked for until it is bound to the task's output. Thread-safe. */
final class WaitingReader implements ExchangeReader {
  private final TaskId task;
  private final ExchangeConsumer consumer;
  private final long timer;
  private final Map<Integer, Long> granted = new LinkedHashMap<>();
  private final Set<Integer> closedPartitions = new HashSet<>();
  private @Nullable ExchangeReader target;
  private boolean isClosed;

  WaitingReader(TaskId task, ExchangeConsumer consumer, long timer) {
    this.task = task;
    this.consumer = consumer;
    this.timer = timer;
  }

  /** The timer that ends the waiting. */
  long timer() {
    return timer;
  }

  void bind(TaskOutput output) {
    ExchangeReader reader = output.attach(task, consumer);
    boolean isOver;
    synchronized (this) {
      target = reader;
      isOver = isClosed;
    }
    // Nothing is kept any more, so the maps stand still.
    granted.forEach(reader::grant);
    closedPartitions.forEach(reader::closePartition);
    if (isOver) {
      reader.close();
    }
  }

  void fail(SluiceException cause) {
    synchronized (this) {
      if (isClosed) {
        return;
      }
    }
    consumer.onError(cause);
  }

  @Override
  public void grant(int partition, long bytes) {
    ExchangeReader reader;
    synchronized (this) {
      reader = target;
      if (reader == null) {
        granted.merge(partition, bytes, Long::sum);
        return;
      }
    }
    reader.grant(partition, bytes);
  }

  @Override
  public boolean isGrantQuick(int partition) {
    ExchangeReader reader;
    synchronized (this) {
      reader = target;
    }
    return reader == null || reader.isGrantQuick(partition);
  }

  @Override
  public void closePartition(int partition) {
    ExchangeReader reader;
    synchronized (this) {
      reader = target;
      if (reader == null) {
        closedPartitions.add(partition);
        return;
      }
    }
    reader.closePartition(partition);
  }

  @Override
  public void close() {
    ExchangeReader reader;
    synchronized (this) {
      isClosed = true;
      reader = target;
    }
    if (reader != null) {
      reader.close();
    }
  }
}
