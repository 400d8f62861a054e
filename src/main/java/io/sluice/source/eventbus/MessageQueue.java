package io.sluice.source.eventbus;

import io.sluice.config.Clock;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.TaskContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages that have come to an address and were not taken yet. They may be neither dropped nor held back, so more than its bounds end it. Thread-safe. */
final class MessageQueue {
  private final Vertx vertx;
  private final Clock clock;
  private final MessageConsumer<Object> consumer;
  private final EventBusExec plan;
  private final long maxMessages;
  private final long maxBytes;
  private final ArrayDeque<ReceivedMessage> waiting = new ArrayDeque<>();

  // Guarded by this.
  private long bytes;
  private long messagesLeft;
  private boolean isOver;
  private @Nullable Long timer;
  private @Nullable SluiceException failure;
  private Promise<Void> changed = Promise.promise();

  /** Begins to listen. The time that messages are read for begins when all nodes of the cluster know of it. */
  MessageQueue(EventBusExec plan, TaskContext context) {
    this.vertx = context.vertx();
    this.clock = context.clock();
    this.plan = plan;
    this.maxMessages = context.config().get(EventBusConfig.BUFFER_MESSAGES);
    this.maxBytes = context.config().get(EventBusConfig.BUFFER_BYTES);
    this.messagesLeft = plan.messageLimit().orElse(Long.MAX_VALUE);
    this.consumer = vertx.eventBus().consumer(plan.address());
    consumer.handler(this::add);
    consumer.completion().onComplete(registered -> {
      if (registered.failed()) {
        fail(new SluiceException(
            ErrorCode.IO_ERROR,
            "Address '%s' of the event bus cannot be read: %s"
                .formatted(plan.address(), registered.cause().getMessage())));
      } else if (plan.durationMillis().isPresent()) {
        endIn(plan.durationMillis().getAsLong());
      }
    });
  }

  private synchronized void endIn(long millis) {
    if (!isOver) {
      timer = vertx.setTimer(millis, expired -> end());
    }
  }

  private void add(Message<Object> message) {
    ReceivedMessage received = new ReceivedMessage(message, clock.epochMillis());
    synchronized (this) {
      if (isOver) {
        received.refuse("the query that listened here is over");
        return;
      }
      if (waiting.size() >= maxMessages
          || !waiting.isEmpty() && bytes + received.bytes() > maxBytes) {
        received.refuse("too many messages wait for the query that listens here");
        fail(new SluiceException(
            ErrorCode.MEMORY_LIMIT,
            "Messages come to '%s' faster than the query reads them: %d wait, of %d bytes; raise event_bus.buffer_messages and event_bus.buffer_bytes, or let senders wait for replies"
                .formatted(plan.address(), waiting.size(), bytes)));
        return;
      }
      waiting.add(received);
      bytes += received.bytes();
      messagesLeft--;
      if (messagesLeft == 0) {
        end();
      }
    }
    wake();
  }

  private void fail(SluiceException cause) {
    synchronized (this) {
      if (failure == null) {
        failure = cause;
      }
    }
    end();
  }

  private void end() {
    synchronized (this) {
      isOver = true;
      if (timer != null) {
        vertx.cancelTimer(timer);
      }
    }
    consumer.unregister();
    wake();
  }

  private void wake() {
    Promise<Void> before;
    synchronized (this) {
      before = changed;
      changed = Promise.promise();
    }
    before.tryComplete();
  }

  /**
   * Some of the messages that wait, in the order they came; they are the caller's.
   *
   * @return empty at the end; without messages while none waits
   * @throws SluiceException when the messages cannot be read, or were too many
   */
  synchronized Optional<List<ReceivedMessage>> take(int count) {
    if (failure != null) {
      throw failure;
    }
    if (waiting.isEmpty() && (isOver || messagesLeft == 0)) {
      return Optional.empty();
    }
    List<ReceivedMessage> taken = new ArrayList<>();
    while (taken.size() < count && !waiting.isEmpty()) {
      ReceivedMessage message = waiting.remove();
      bytes -= message.bytes();
      taken.add(message);
    }
    return Optional.of(taken);
  }

  /** Completes when there is something to take. */
  synchronized Future<Void> whenChanged() {
    return waiting.isEmpty() && !isOver ? changed.future() : Future.succeededFuture();
  }

  /** What the messages that wait hold. */
  synchronized long bytes() {
    return bytes;
  }

  /** Listens no more, and tells those who wait for replies. */
  void close() {
    end();
    synchronized (this) {
      waiting.forEach(message -> message.refuse("the query that listened here is over"));
      waiting.clear();
      bytes = 0;
    }
  }
}
