package io.sluice.cli;

import io.sluice.client.ResultStream;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Takes the batches of a stream one by one, on a thread that may wait. For one thread that is not the stream's. */
final class BatchReader {
  private final ResultStream<RecordBatch> stream;
  // A batch that was asked for, and the end behind it.
  private final BlockingQueue<Future<Optional<RecordBatch>>> arrived = new ArrayBlockingQueue<>(2);

  /** @param stream that has no handlers yet */
  BatchReader(ResultStream<RecordBatch> stream) {
    this.stream = stream;
    stream.pause();
    stream.exceptionHandler(failure -> arrived.add(Future.failedFuture(failure)));
    stream.endHandler(end -> arrived.add(Future.succeededFuture(Optional.empty())));
    stream.handler(batch -> arrived.add(Future.succeededFuture(Optional.of(batch))));
  }

  /**
   * The next batch, or empty behind the last one, after which it must not be called again.
   *
   * @throws SluiceException when the query fails
   */
  Optional<RecordBatch> next() {
    stream.fetch(1);
    try {
      return QueryRunner.await(arrived.take());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SluiceException(ErrorCode.CANCELLED, "The query was interrupted", e);
    }
  }
}
