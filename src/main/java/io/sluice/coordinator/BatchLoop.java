package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Predicate;

/** Pulls a result batch by batch, without recursion when batches are there already. For one result. */
public final class BatchLoop {
  private final QueryResult result;
  private final Predicate<RecordBatch> consumer;
  private final Promise<Void> done = Promise.promise();

  private BatchLoop(QueryResult result, Predicate<RecordBatch> consumer) {
    this.result = result;
    this.consumer = consumer;
  }

  /**
   * Gives every batch to a consumer, on any thread, one at a time. The result stays open.
   *
   * @param consumer answers whether it wants another batch; what it throws ends the loop
   * @return completes behind the last batch or when the consumer wants no more, fails as the query does
   */
  public static Future<Void> forEach(QueryResult result, Predicate<RecordBatch> consumer) {
    BatchLoop loop = new BatchLoop(result, consumer);
    loop.run();
    return loop.done.future();
  }

  private void run() {
    boolean goesOn = true;
    while (goesOn) {
      Future<Optional<RecordBatch>> next = result.next();
      if (!next.isComplete()) {
        next.onComplete(arrived -> {
          if (take(next)) {
            run();
          }
        });
        return;
      }
      goesOn = take(next);
    }
  }

  private boolean take(Future<Optional<RecordBatch>> next) {
    if (next.failed()) {
      done.fail(next.cause());
      return false;
    }
    try {
      if (next.result().isPresent() && consumer.test(next.result().get())) {
        return true;
      }
      done.complete();
    } catch (Throwable failure) {
      done.fail(failure);
    }
    return false;
  }
}
