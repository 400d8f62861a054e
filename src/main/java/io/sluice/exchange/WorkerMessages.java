package io.sluice.exchange;

import io.sluice.extension.WorkerChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import org.jspecify.annotations.Nullable;

/** Receives the control messages to one worker from the event bus and hands them to it, on an event loop. */
public final class WorkerMessages {
  private final Vertx vertx;
  private final String workerId;
  private final WorkerChannel worker;
  private @Nullable MessageConsumer<Buffer> consumer;

  public WorkerMessages(Vertx vertx, String workerId, WorkerChannel worker) {
    this.vertx = vertx;
    this.workerId = workerId;
    this.worker = worker;
  }

  /** The event-bus address of a worker's control messages. */
  public static String address(String workerId) {
    return "sluice.worker." + workerId;
  }

  /** Completes when all members of the cluster can reach the worker. Called once. */
  public synchronized Future<Void> register() {
    MessageConsumer<Buffer> registered =
        vertx.eventBus().<Buffer>consumer(address(workerId), this::handle);
    consumer = registered;
    return registered.completion();
  }

  private void handle(Message<Buffer> message) {
    WorkerRequests.handle(message.body(), worker).onSuccess(message::reply);
  }

  public synchronized Future<Void> unregister() {
    return consumer == null ? Future.succeededFuture() : consumer.unregister();
  }
}
