package io.sluice.operator.write;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.error.SluiceException;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands the batches of its input to the files, one at a time on the I/O pool, and answers at the end. While a batch is written nothing is read. A stream that is
 * closed early leaves no file behind: the task is held open until the call that still runs has returned and the files are gone.
 */
final class FileWriteStream implements RecordBatchStream {
  private final RecordBatchStream input;
  private final OpenFiles files;
  private final TaskContext context;
  private final Promise<Void> over = Promise.promise();
  private @Nullable Future<Void> running;
  private @Nullable RecordBatch writing;
  private boolean isInputAtEnd;
  private boolean isAnswered;

  FileWriteStream(RecordBatchStream input, OpenFiles files, TaskContext context) {
    this.input = input;
    this.files = files;
    this.context = context;
    context.holdOpen(over.future());
  }

  @Override
  public Schema schema() {
    return FileWriteExec.WRITTEN;
  }

  @Override
  public Poll poll() {
    if (isAnswered) {
      return Poll.END;
    }
    Future<Void> call = running;
    if (call != null) {
      if (!call.isComplete()) {
        return Poll.pending(call);
      }
      callEnded(call);
    }
    if (isInputAtEnd) {
      isAnswered = true;
      return Poll.batch(answer());
    }
    Poll poll = input.poll();
    if (poll instanceof Poll.Pending) {
      return poll;
    }
    if (poll instanceof Poll.Ready ready) {
      RecordBatch batch = ready.batch();
      if (batch.rowCount() == 0) {
        return Poll.YIELD;
      }
      writing = batch.retain();
      return Poll.pending(start(() -> files.write(batch)));
    }
    isInputAtEnd = true;
    return Poll.pending(start(files::finish));
  }

  private Future<Void> start(Runnable call) {
    Future<Void> started = context.executeBlocking(() -> {
      call.run();
      return null;
    });
    running = started;
    return started;
  }

  private void callEnded(Future<Void> call) {
    running = null;
    releaseBatch();
    if (call.failed()) {
      throw SluiceException.of(call.cause());
    }
  }

  private void releaseBatch() {
    if (writing != null) {
      writing.release();
      writing = null;
    }
  }

  private RecordBatch answer() {
    List<WrittenFile> written = files.written();
    BatchBuilder builder = new BatchBuilder(FileWriteExec.WRITTEN);
    builder.begin(written.size() + 1);
    for (WrittenFile file : written) {
      builder.column(0).appendValue(file.path());
      builder.column(1).appendValue(file.rowCount());
      builder.column(2).appendValue(file.byteCount());
      builder.column(3).appendValue(0L);
    }
    builder.column(0).appendNull();
    builder.column(1).appendValue(0L);
    builder.column(2).appendValue(0L);
    builder.column(3).appendValue(files.markedCount());
    return builder.finish(written.size() + 1);
  }

  @Override
  public void close() {
    input.close();
    Future<Void> last = running == null ? Future.succeededFuture() : running;
    boolean isWanted = isAnswered;
    last.otherwiseEmpty()
        .compose(ended -> context.executeBlocking(() -> {
          releaseBatch();
          files.close(isWanted);
          return null;
        }))
        .onComplete(closed -> over.complete());
  }
}
