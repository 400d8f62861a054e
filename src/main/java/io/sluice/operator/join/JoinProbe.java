package io.sluice.operator.join;

import io.sluice.column.RecordBatch;
import io.sluice.operator.join.match.BuildMatches;
import io.sluice.operator.join.match.JoinOutput;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import org.jspecify.annotations.Nullable;

/** Probes the build side with one batch of right rows after another, and last gives the build rows that are given for what was found of them. Owned by one driver. */
abstract sealed class JoinProbe
    permits PlainProbe, FilteredProbe, LeftExistenceProbe, RightExistenceProbe, LoopProbe {
  private final RecordBatchStream right;
  final JoinOutput output;
  private @Nullable RecordBatch batch;
  private boolean isRightDone;
  private boolean isFinished;
  private @Nullable BuildMatches buildMatches;

  JoinProbe(RecordBatchStream right, JoinOutput output) {
    this.right = right;
    this.output = output;
  }

  /** Takes the next batch of right rows. */
  abstract void start(RecordBatch probe);

  /** Does a portion of the work on the batch; answers an output batch when one is full. */
  abstract @Nullable RecordBatch step(RecordBatch probe);

  /** Whether all rows of the batch are done. */
  abstract boolean isDone();

  /** Called once, when all right rows are done. Answers the build rows that this stream is to give, if any. */
  abstract @Nullable BuildMatches finish();

  /** Leaves the right input unread, as no row of it can find a partner. */
  final void skipRight() {
    isRightDone = true;
  }

  final Poll poll() {
    while (!CooperativeThread.shouldYield()) {
      RecordBatch probe = batch;
      if (probe != null) {
        RecordBatch full = step(probe);
        if (isDone()) {
          batch = null;
        }
        if (full != null) {
          return Poll.batch(full);
        }
      } else if (isRightDone) {
        if (!isFinished) {
          isFinished = true;
          buildMatches = finish();
        }
        boolean hasMore = buildMatches != null && buildMatches.appendTo(output);
        if (!hasMore || output.room() == 0) {
          return output.rowCount() > 0 ? Poll.batch(output.take()) : Poll.END;
        }
      } else {
        Poll poll = right.poll();
        if (poll instanceof Poll.Ready ready) {
          if (ready.batch().rowCount() > 0) {
            start(ready.batch());
            batch = ready.batch();
          }
        } else if (poll instanceof Poll.End) {
          isRightDone = true;
        } else {
          return whilePending((Poll.Pending) poll);
        }
      }
    }
    return Poll.YIELD;
  }

  /** Gives what there is before a longer wait. */
  private Poll whilePending(Poll.Pending pending) {
    return output.rowCount() > 0 && !pending.whenReady().isComplete()
        ? Poll.batch(output.take())
        : pending;
  }
}
