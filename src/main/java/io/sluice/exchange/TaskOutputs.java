package io.sluice.exchange;

import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.extension.ExchangeRequest;
import io.sluice.plan.QueryId;
import io.sluice.plan.TaskId;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outputs of a worker's tasks by task. A reader may come before its task: it waits up to {@code exchange.open_timeout}. Thread-safe.
 */
public final class TaskOutputs {
  private final Vertx vertx;
  private final long openTimeoutMillis;
  private final Map<TaskId, TaskOutput> outputs = new HashMap<>();
  private final Map<TaskId, List<WaitingReader>> waiting = new HashMap<>();

  public TaskOutputs(Vertx vertx, ConfigValues options) {
    this.vertx = vertx;
    openTimeoutMillis = options.get(ExchangeOptions.OPEN_TIMEOUT);
  }

  /** Makes a task's output known and attaches the readers that wait for it. */
  public void add(TaskId task, TaskOutput output) {
    List<WaitingReader> readers;
    synchronized (this) {
      outputs.put(task, output);
      readers = waiting.remove(task);
    }
    if (readers != null) {
      for (WaitingReader reader : readers) {
        vertx.cancelTimer(reader.timer());
        reader.bind(output);
      }
    }
  }

  /** Forgets a task's output, which the caller closes. Readers that come later fail after the open timeout. */
  public synchronized void remove(TaskId task) {
    outputs.remove(task);
  }

  /** Fails the readers that wait for tasks of a query that is over. */
  public void cancel(QueryId query, SluiceException reason) {
    List<WaitingReader> readers = new ArrayList<>();
    synchronized (this) {
      waiting.entrySet().removeIf(entry -> {
        boolean isMeant = entry.getKey().query().equals(query);
        if (isMeant) {
          readers.addAll(entry.getValue());
        }
        return isMeant;
      });
    }
    for (WaitingReader reader : readers) {
      vertx.cancelTimer(reader.timer());
      reader.fail(reason);
    }
  }

  /** Serves {@link io.sluice.extension.WorkerChannel#openExchange}. */
  public ExchangeReader open(ExchangeRequest request, ExchangeConsumer consumer) {
    TaskOutput output;
    synchronized (this) {
      output = outputs.get(request.producer());
      if (output == null) {
        long timer = vertx.setTimer(openTimeoutMillis, id -> expire(request.producer(), id));
        WaitingReader reader = new WaitingReader(request.consumer(), consumer, timer);
        waiting.computeIfAbsent(request.producer(), task -> new ArrayList<>()).add(reader);
        return reader;
      }
    }
    return output.attach(request.consumer(), consumer);
  }

  private void expire(TaskId task, long timer) {
    WaitingReader expired = null;
    synchronized (this) {
      List<WaitingReader> readers = waiting.get(task);
      if (readers == null) {
        return;
      }
      for (WaitingReader reader : readers) {
        if (reader.timer() == timer) {
          expired = reader;
        }
      }
      readers.remove(expired);
      if (readers.isEmpty()) {
        waiting.remove(task);
      }
    }
    if (expired != null) {
      expired.fail(new SluiceException(
          ErrorCode.EXCHANGE_ERROR,
          "Task %s did not start within %d ms, or is over; run the query again"
              .formatted(task, openTimeoutMillis)));
    }
  }
}
