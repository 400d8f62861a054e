package io.sluice.web;

import io.sluice.column.RecordBatch;
import io.sluice.coordinator.QueryResult;
import io.sluice.coordinator.message.QueryFailure;
import io.sluice.error.SluiceException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a result as a response, batch by batch: the next one is pulled when the client has taken enough of those before it. A client that goes away ends the query. For one response, on
 * its event loop; batches are encoded where they arrive.
 */
final class ResponseStream {
  private final Context context;
  private final HttpServerResponse response;
  private final QueryResult result;
  private final RowFormat format;
  private final long maxRows;
  private final AtomicLong rowCount;
  private boolean hasBegun;
  private boolean isOver;

  private record Chunk(Buffer bytes, boolean isLast) {}

  /**
   * @param context of the response
   * @param maxRows after how many rows the response ends
   * @param rowCount is told how many rows were written
   */
  ResponseStream(
      Context context,
      HttpServerResponse response,
      QueryResult result,
      RowFormat format,
      long maxRows,
      AtomicLong rowCount) {
    this.context = context;
    this.response = response;
    this.result = result;
    this.format = format;
    this.maxRows = maxRows;
    this.rowCount = rowCount;
  }

  /** The client is gone. */
  void abandon() {
    isOver = true;
    result.close();
  }

  /** Writes all; nothing is sent before the first batch has come, so that a failure until then has a status of its own. */
  void start() {
    pull();
  }

  private void pull() {
    if (isOver) {
      return;
    }
    result
        .next()
        .map(this::encode)
        .onComplete(encoded -> context.runOnContext(turn -> write(encoded)));
  }

  private Chunk encode(Optional<RecordBatch> batch) {
    long before = rowCount.get();
    Buffer bytes = Buffer.buffer();
    if (!hasBegun) {
      bytes.appendBuffer(format.begin(result.id(), result.schema()));
    }
    if (batch.isEmpty() || before == maxRows) {
      return new Chunk(bytes.appendBuffer(format.end(before)), true);
    }
    RecordBatch wanted = first(batch.get(), maxRows - before);
    if (wanted.rowCount() > 0) {
      rowCount.addAndGet(wanted.rowCount());
      bytes.appendBuffer(format.rows(wanted, before == 0));
    }
    return new Chunk(bytes, false);
  }

  private static RecordBatch first(RecordBatch batch, long count) {
    if (batch.rowCount() <= count) {
      return batch;
    }
    int[] selection = new int[(int) count];
    Arrays.setAll(selection, batch::rowAt);
    return batch.withSelection(selection, selection.length);
  }

  private void write(AsyncResult<Chunk> encoded) {
    if (isOver) {
      return;
    }
    if (encoded.failed()) {
      fail(SluiceException.of(encoded.cause()));
      return;
    }
    if (!hasBegun) {
      hasBegun = true;
      response
          .setChunked(true)
          .putHeader("Content-Type", format.contentType())
          .putHeader("Cache-Control", "no-store");
    }
    Chunk chunk = encoded.result();
    if (chunk.isLast()) {
      isOver = true;
      result
          .close()
          .onComplete(closed -> context.runOnContext(turn -> response.end(chunk.bytes())));
      return;
    }
    response.write(chunk.bytes()).onFailure(gone -> abandon());
    if (response.writeQueueFull()) {
      response.drainHandler(drained -> pull());
    } else {
      pull();
    }
  }

  private void fail(SluiceException failure) {
    isOver = true;
    result
        .close()
        .onComplete(closed -> context.runOnContext(turn -> {
          if (!hasBegun) {
            Failures.respond(response, failure);
            return;
          }
          // A response that is cut off cannot be taken for a whole one.
          response
              .write(format.error(QueryFailure.of(failure)))
              .onComplete(written -> response.reset());
        }));
  }
}
