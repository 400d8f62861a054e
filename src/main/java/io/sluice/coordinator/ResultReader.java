package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.exchange.TaskOutput;
import io.sluice.extension.BatchPayload;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.plan.TaskId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head stage's only partition for the client, by byte credit: a batch's credit is given back when the client asks for the one behind it. Thread-safe.
 */
final class ResultReader implements ExchangeConsumer {
  private static final int PARTITION = 0;

  private record Arrived(RecordBatch batch, long creditBytes) {}

  private final ExchangeReader exchange;

  // Guarded by this.
  private final Queue<Arrived> arrived = new ArrayDeque<>();
  private @Nullable Arrived borrowed;
  private @Nullable Promise<Optional<RecordBatch>> waiting;
  private @Nullable SluiceException failure;
  private boolean isEnded;
  private boolean isClosed;

  /**
   * @param head the task that is read; the client has no task of its own and reads under its name
   * @param creditBytes what the head stage may send ahead of the client
   */
  ResultReader(TaskOutput output, TaskId head, long creditBytes) {
    exchange = output.attach(head, this);
    exchange.grant(PARTITION, creditBytes);
  }

  Future<Optional<RecordBatch>> next() {
    Promise<Optional<RecordBatch>> promise = Promise.promise();
    Arrived returned;
    synchronized (this) {
      if (waiting != null) {
        throw new IllegalStateException("next() was called before the last batch came");
      }
      returned = borrowed;
      borrowed = null;
      waiting = promise;
    }
    if (returned != null) {
      returned.batch().release();
      exchange.grant(PARTITION, returned.creditBytes());
    }
    deliver();
    return promise.future();
  }

  private void deliver() {
    Promise<Optional<RecordBatch>> promise;
    Optional<RecordBatch> batch = Optional.empty();
    SluiceException error = null;
    synchronized (this) {
      promise = waiting;
      if (promise == null) {
        return;
      }
      if (isClosed) {
        error = new SluiceException(ErrorCode.CANCELLED, "The result was closed");
      } else if (failure != null) {
        error = failure;
      } else if (!arrived.isEmpty()) {
        borrowed = arrived.remove();
        batch = Optional.of(borrowed.batch());
      } else if (!isEnded) {
        return;
      }
      waiting = null;
    }
    if (error == null) {
      promise.complete(batch);
    } else {
      promise.fail(error);
    }
  }

  @Override
  public void onBatch(int partition, BatchPayload payload, long creditBytes) {
    RecordBatch batch = ((BatchPayload.Reference) payload).batch();
    boolean isWanted;
    synchronized (this) {
      isWanted = !isClosed && failure == null;
      if (isWanted) {
        arrived.add(new Arrived(batch, creditBytes));
      }
    }
    if (isWanted) {
      deliver();
    } else {
      batch.release();
    }
  }

  @Override
  public void onEnd(int partition, long rowCount) {
    synchronized (this) {
      isEnded = true;
    }
    deliver();
  }

  /** Also what the query's own failures end in, so that the client learns of them at once. */
  @Override
  public void onError(SluiceException cause) {
    synchronized (this) {
      if (failure == null) {
        failure = cause;
      }
    }
    releaseArrived();
    deliver();
  }

  void close() {
    synchronized (this) {
      isClosed = true;
    }
    exchange.close();
    releaseArrived();
    deliver();
  }

  private void releaseArrived() {
    Queue<Arrived> dropped;
    synchronized (this) {
      dropped = new ArrayDeque<>(arrived);
      arrived.clear();
      if (isClosed && borrowed != null) {
        dropped.add(borrowed);
        borrowed = null;
      }
    }
    dropped.forEach(batch -> batch.batch().release());
  }
}
