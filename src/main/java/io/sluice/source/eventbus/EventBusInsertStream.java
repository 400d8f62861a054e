package io.sluice.source.eventbus;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.write.RowSink;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.MessageProducer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import org.jspecify.annotations.Nullable;

/** Publishes the rows of its input in their order, so many ahead of the network, and answers their number when all are on their way. */
final class EventBusInsertStream implements RecordBatchStream {
  private final RecordBatchStream input;
  private final MessageProducer<Object> producer;
  private final long maxUnsent;
  private @Nullable RecordBatch batch;
  private int nextRow;
  private long count;
  private boolean isInputAtEnd;
  private boolean isAnswered;

  // Guarded by this.
  private long unsent;
  private @Nullable Throwable failure;
  private Promise<Void> sent = Promise.promise();

  EventBusInsertStream(String address, RecordBatchStream input, TaskContext context) {
    this.input = input;
    this.producer = context.vertx().eventBus().publisher(address);
    this.maxUnsent = context.config().get(EventBusConfig.UNSENT_MESSAGES);
  }

  @Override
  public Schema schema() {
    return RowSink.COUNT;
  }

  @Override
  public Poll poll() {
    if (isAnswered) {
      return Poll.END;
    }
    RecordBatch rows = batch;
    if (rows != null) {
      while (nextRow < rows.rowCount()) {
        Future<Void> room = whenAtMost(maxUnsent - 1);
        if (!room.isComplete()) {
          return Poll.pending(room);
        }
        publish(MessageBody.of(rows, rows.rowAt(nextRow)));
        nextRow++;
      }
      count += rows.rowCount();
      batch = null;
    }
    if (!isInputAtEnd) {
      Poll poll = input.poll();
      if (poll instanceof Poll.Pending) {
        return poll;
      }
      if (poll instanceof Poll.Ready ready) {
        batch = ready.batch();
        nextRow = 0;
        return Poll.YIELD;
      }
      isInputAtEnd = true;
    }
    Future<Void> allSent = whenAtMost(0);
    if (!allSent.isComplete()) {
      return Poll.pending(allSent);
    }
    isAnswered = true;
    BatchBuilder answer = new BatchBuilder(RowSink.COUNT);
    answer.begin(1);
    answer.column(0).appendValue(count);
    return Poll.batch(answer.finish(1));
  }

  private void publish(@Nullable Object body) {
    synchronized (this) {
      unsent++;
    }
    producer.write(body).onComplete(this::written);
  }

  private void written(AsyncResult<Void> result) {
    Promise<Void> before;
    synchronized (this) {
      unsent--;
      // Nobody has to listen to what is published.
      boolean isUnheard = result.cause() instanceof ReplyException reply
          && reply.failureType() == ReplyFailure.NO_HANDLERS;
      if (result.failed() && !isUnheard && failure == null) {
        failure = result.cause();
      }
      before = sent;
      sent = Promise.promise();
    }
    before.tryComplete();
  }

  /** Completes when it is worth while to ask again, and at once when no more than that many messages are not sent. */
  private synchronized Future<Void> whenAtMost(long limit) {
    if (failure != null) {
      throw new SluiceException(
          ErrorCode.IO_ERROR,
          "A message to '%s' could not be published: %s"
              .formatted(producer.address(), failure.getMessage()),
          failure);
    }
    return unsent <= limit ? Future.succeededFuture() : sent.future();
  }

  @Override
  public void close() {
    input.close();
    producer.close();
  }
}
