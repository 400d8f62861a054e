package io.sluice.exchange;

import io.sluice.config.ConfigValues;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.extension.ExchangeRequest;
import io.sluice.plan.TaskId;
import io.vertx.core.Vertx;

/**
 * The outputs of a worker's tasks by task. A reader may come before its task: it waits up to {@code exchange.open_timeout}. Thread-safe.
 */
public final class TaskOutputs {
  public TaskOutputs(Vertx vertx, ConfigValues options) {
    throw new UnsupportedOperationException(vertx + " " + options);
  }

  /** Makes a task's output known and attaches the readers that wait for it. */
  public void add(TaskId task, TaskOutput output) {
    throw new UnsupportedOperationException();
  }

  /** Forgets a task's output, which the caller closes. Readers that come later fail after the open timeout. */
  public void remove(TaskId task) {
    throw new UnsupportedOperationException();
  }

  /** Serves {@link io.sluice.extension.WorkerChannel#openExchange}. */
  public ExchangeReader open(ExchangeRequest request, ExchangeConsumer consumer) {
    throw new UnsupportedOperationException();
  }
}
