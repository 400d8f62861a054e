package io.sluice.exchange;

import io.sluice.extension.WorkerChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Receives the control messages to one worker from the event bus and hands them to it. */
public final class WorkerMessages {
  public WorkerMessages(Vertx vertx, String workerId, WorkerChannel worker) {
    throw new UnsupportedOperationException();
  }

  /** The event-bus address of a worker's control messages. */
  public static String address(String workerId) {
    return "sluice.worker." + workerId;
  }

  /** Completes when all members of the cluster can reach the worker. */
  public Future<Void> register() {
    throw new UnsupportedOperationException();
  }

  public Future<Void> unregister() {
    throw new UnsupportedOperationException();
  }
}
