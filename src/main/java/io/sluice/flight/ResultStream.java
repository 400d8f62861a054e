package io.sluice.flight;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.FlightOptions;
import io.sluice.coordinator.QueryResult;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.ipc.ArrowBatchWriter;
import io.sluice.ipc.ArrowBody;
import io.sluice.ipc.ArrowField;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a result to a client as fast as that takes it: while the connection's queue is full, the query is asked for nothing. Owned by the call's event loop. */
final class ResultStream {
  private final FlightCall<?, Buffer> call;
  private final QueryResult result;
  private final long maxBytes;
  private final long stallMillis;
  private final Context context;
  private int rowsPerMessage = Integer.MAX_VALUE;
  private @Nullable RecordBatch batch;
  private int sentRows;

  /**
   * @param options how much a message holds, and how long the client may take nothing
   */
  ResultStream(
      FlightCall<?, Buffer> call, QueryResult result, ConfigValues options, Context context) {
    this.call = call;
    this.result = result;
    this.maxBytes = options.get(FlightOptions.BATCH_BYTES);
    this.stallMillis = options.get(FlightOptions.STALL_TIMEOUT);
    this.context = context;
  }

  /** Sends all. What becomes of the result afterwards is the caller's business. */
  void start(List<ArrowField> fields) {
    call.write(FlightMessages.schemaData(fields));
    pump();
  }

  private void pump() {
    while (!call.isOver()) {
      if (call.isWriteQueueFull()) {
        awaitClient();
        return;
      }
      if (batch == null) {
        Future<Optional<RecordBatch>> next = result.next();
        next.onComplete(arrived -> context.runOnContext(ignored -> take(next)));
        return;
      }
      try {
        call.write(nextMessage(batch));
      } catch (RuntimeException failure) {
        call.fail(failure);
      }
    }
  }

  private void awaitClient() {
    long timer = context.owner().setTimer(stallMillis, expired -> {
      if (!call.isOver()) {
        call.fail(new SluiceException(
            ErrorCode.QUERY_TIMEOUT,
            "The client has taken no rows for %d ms, which flight.stall_timeout allows"
                .formatted(stallMillis)));
      }
    });
    call.onDrained(() -> {
      context.owner().cancelTimer(timer);
      pump();
    });
  }

  private void take(Future<Optional<RecordBatch>> next) {
    if (next.failed()) {
      call.fail(next.cause());
    } else if (next.result().isEmpty()) {
      call.end();
    } else {
      batch = next.result().get();
      sentRows = 0;
      pump();
    }
  }

  /** The next rows of a batch: as many as fit, by what those before them took. */
  private Buffer nextMessage(RecordBatch all) {
    int rows = Math.min(all.rowCount() - sentRows, rowsPerMessage);
    ArrowBody.Message message = ArrowBatchWriter.write(rows(all, sentRows, rows));
    while (message.bodyBytes() > maxBytes && rows > 1) {
      rows = (int) Math.max(1, Math.min(rows - 1, rows * maxBytes / message.bodyBytes()));
      message = ArrowBatchWriter.write(rows(all, sentRows, rows));
    }
    rowsPerMessage = message.bodyBytes() == 0
        ? Integer.MAX_VALUE
        : (int) Math.max(1, Math.min(Integer.MAX_VALUE, rows * maxBytes / message.bodyBytes()));
    sentRows += rows;
    if (sentRows == all.rowCount()) {
      batch = null;
    }
    return FlightMessages.batchData(message);
  }

  private static RecordBatch rows(RecordBatch all, int from, int count) {
    if (count == all.rowCount()) {
      return all;
    }
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> all.rowAt(from + i));
    return all.withSelection(rows, count);
  }
}
