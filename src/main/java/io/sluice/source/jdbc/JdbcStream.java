package io.sluice.source.jdbc;

import io.sluice.column.BatchBuilder;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The rows of one partition: read on the I/O pool into one batch while the other is at work. */
final class JdbcStream implements RecordBatchStream {
  /** What a value takes in a batch at least. */
  private static final long BYTES_PER_VALUE = 16;

  private final JdbcDatabase database;
  private final Schema schema;
  private final TaskContext context;
  private final int batchSize;
  private final long batchBytes;
  private final JdbcCursor cursor;
  private final MemoryReservation reservation;

  /** The batch that is read. */
  private BatchBuilder next;

  /** The batch that was given out last. */
  private BatchBuilder given;

  private ConnectionPermits.@Nullable Permit permit;
  private @Nullable Future<Integer> reading;

  JdbcStream(JdbcExec exec, List<JdbcStatement> statements, TaskContext context) {
    this.database = exec.database();
    this.schema = exec.schema();
    this.context = context;
    this.batchSize = context.batchSize();
    this.batchBytes = context.config().get(JdbcConfig.BATCH_BYTES);
    List<ColumnReader> columns = new ArrayList<>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      columns.add(new ColumnReader(schema.field(i), exec.positions().get(i)));
    }
    this.cursor = new JdbcCursor(
        database, statements, columns, context.config().getInt(JdbcConfig.FETCH_SIZE));
    this.next = new BatchBuilder(schema);
    this.given = new BatchBuilder(schema);
    this.reservation = context.reserve("JdbcExec");
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    Future<Integer> read = reading;
    if (read == null) {
      ConnectionPermits.Permit wanted = database.permit();
      permit = wanted;
      reservation.resize(2 * leastBytes());
      return Poll.pending(begin(wanted.whenGranted()).mapEmpty());
    }
    if (!read.isComplete()) {
      return Poll.pending(read.mapEmpty());
    }
    if (read.failed()) {
      throw SluiceException.of(read.cause());
    }
    int rows = read.result();
    if (rows == 0) {
      return Poll.END;
    }
    BatchBuilder full = next;
    next = given;
    given = full;
    Poll poll = Poll.batch(full.finish(rows));
    // What is read ahead takes as much again.
    reservation.resize(2 * Math.max(retainedBytes(full), leastBytes()));
    begin(Future.succeededFuture());
    return poll;
  }

  private long leastBytes() {
    return BYTES_PER_VALUE * batchSize * Math.max(schema.size(), 1);
  }

  private long retainedBytes(BatchBuilder builder) {
    long bytes = 0;
    for (int i = 0; i < schema.size(); i++) {
      bytes += builder.column(i).retainedBytes();
    }
    return bytes;
  }

  private Future<Integer> begin(Future<Void> permitted) {
    BatchBuilder target = next;
    target.begin(batchSize);
    Future<Integer> read = permitted.compose(
        granted -> context.executeBlocking(() -> cursor.read(target, batchSize, batchBytes)));
    reading = read;
    return read;
  }

  @Override
  public void close() {
    Future<Integer> read = reading;
    ConnectionPermits.Permit held = permit;
    if (read != null && held != null) {
      Promise<Void> closed = Promise.promise();
      context.holdOpen(closed.future());
      database.aside(() -> {
        try {
          end(read, held);
        } finally {
          held.close();
          closed.complete();
        }
      });
    }
    reservation.close();
  }

  /** Ends the read under way, and what is open. Blocks. */
  private void end(Future<Integer> read, ConnectionPermits.Permit held) {
    if (!held.whenGranted().isComplete()) {
      // It may be granted meanwhile; then the read has begun.
      held.close();
    }
    if (held.whenGranted().failed()) {
      return;
    }
    if (!read.isComplete()) {
      cursor.cancel();
      if (!awaitEnd(read)) {
        cursor.cut();
        awaitEnd(read);
      }
    }
    cursor.close();
  }

  /** Waits until a read is over; false when it is not after the time for that. */
  private boolean awaitEnd(Future<Integer> read) {
    try {
      read.toCompletionStage()
          .toCompletableFuture()
          .get(database.limits().cancelTimeoutMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
