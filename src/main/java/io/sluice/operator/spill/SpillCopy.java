package io.sluice.operator.spill;

import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.SpillFile;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Writes a stream to a file. Owned by one driver; owns both until the end, then the file is the caller's. */
public final class SpillCopy implements AutoCloseable {
  private final RecordBatchStream source;
  private final SpillFile file;
  private boolean isSourceDone;
  private boolean isFileTaken;

  public SpillCopy(RecordBatchStream source, SpillFile file) {
    this.source = source;
    this.file = file;
  }

  /** Answers the end when all is on disk. */
  public Poll poll() {
    while (!isSourceDone) {
      Future<Void> room = file.awaitRoom();
      if (room != null) {
        return Poll.pending(room);
      }
      if (CooperativeThread.shouldYield()) {
        return Poll.YIELD;
      }
      Poll poll = source.poll();
      if (poll instanceof Poll.Ready ready) {
        file.write(ready.batch());
      } else if (poll instanceof Poll.Pending) {
        return poll;
      } else {
        closeSource();
      }
    }
    @Nullable Future<Void> written = file.awaitWritten();
    return written == null ? Poll.END : Poll.pending(written);
  }

  /** The file, once {@link #poll} answered the end. */
  public SpillFile takeFile() {
    isFileTaken = true;
    return file;
  }

  private void closeSource() {
    if (!isSourceDone) {
      isSourceDone = true;
      source.close();
    }
  }

  @Override
  public void close() {
    try {
      closeSource();
    } finally {
      if (!isFileTaken) {
        file.close();
      }
    }
  }
}
