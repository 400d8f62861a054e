package io.sluice.operator.repartition;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input whose batches the outputs take as they need them. Whoever wants a batch polls the input on its own thread: so the batch is in the caches of the processor that goes
 * on with it, and no thread is woken for it. Who comes meanwhile spins for a moment, and then waits to be told.
 *
 * <p>As background work of the task it does nothing but close the input, when that has ended, all outputs are closed, or the task ends.
 *
 * <p>The reservation is closed with the last of the input and the outputs that were opened. Thread-safe.
 */
final class SharedInput implements BackgroundWork {
  /** How often to look whether the other one is done: about as long as a cheap input takes for a batch. */
  private static final int SPINS = 100;

  private final RecordBatchStream input;
  private final MemoryReservation reservation;
  private final Promise<Void> over = Promise.promise();

  // Written under the lock; spinning readers look without it.
  private volatile boolean isTaken;

  // Guarded by this.
  private final List<Promise<Void>> waiting = new ArrayList<>();
  private int unclosedOutputs;
  private int holders = 1;
  private boolean isEnded;
  private boolean isClosing;
  private @Nullable SluiceException failure;

  /**
   * Shares an opened input.
   *
   * @param outputCount how many will call {@link #closeOutput}
   */
  SharedInput(RecordBatchStream input, int outputCount, MemoryReservation reservation) {
    this.input = input;
    this.reservation = reservation;
    unclosedOutputs = outputCount;
  }

  synchronized void openOutput() {
    holders++;
  }

  /** The next batch for one output, kept for it until it is {@link #giveBack given back}; or what to answer instead. */
  Poll next() {
    for (int i = 0; i < SPINS && isTaken; i++) {
      Thread.onSpinWait();
    }
    synchronized (this) {
      if (failure != null) {
        throw failure;
      }
      if (isEnded) {
        return Poll.END;
      }
      if (isTaken) {
        Promise<Void> turn = Promise.promise();
        waiting.add(turn);
        return Poll.pending(turn.future());
      }
      isTaken = true;
    }
    try {
      Poll poll = pollInput();
      endTurn(poll instanceof Poll.End, null);
      return poll;
    } catch (Throwable thrown) {
      SluiceException cause = SluiceException.of(thrown);
      endTurn(false, cause);
      throw cause;
    }
  }

  private Poll pollInput() {
    while (true) {
      Poll poll = input.poll();
      if (!(poll instanceof Poll.Ready ready)) {
        return poll;
      }
      RecordBatch batch = ready.batch();
      if (batch.rowCount() > 0) {
        // It is there already, and each output has one at most.
        reservation.overdraw(batch.retainedBytes());
        batch.retain();
        return poll;
      }
    }
  }

  private void endTurn(boolean isEnd, @Nullable SluiceException cause) {
    List<Promise<Void>> woken;
    boolean mustClose;
    synchronized (this) {
      isTaken = false;
      isEnded |= isEnd;
      if (failure == null) {
        failure = cause;
      }
      mustClose = isClosing;
      woken = List.copyOf(waiting);
      waiting.clear();
    }
    if (mustClose) {
      closeInput();
    }
    if (isEnd || cause != null) {
      over.tryComplete();
    }
    woken.forEach(Promise::tryComplete);
  }

  /** An output is done with its batch. */
  void giveBack(RecordBatch batch) {
    long bytes = batch.retainedBytes();
    batch.release();
    reservation.shrink(bytes);
  }

  /** An output that was opened wants no more. Called once for each. */
  void closeOutput() {
    boolean isLast;
    synchronized (this) {
      unclosedOutputs--;
      isLast = unclosedOutputs == 0;
    }
    if (isLast) {
      over.tryComplete();
    }
    dropHolder();
  }

  private void dropHolder() {
    boolean isLast;
    synchronized (this) {
      holders--;
      isLast = holders == 0;
    }
    if (isLast) {
      reservation.close();
    }
  }

  @Override
  public Poll poll() {
    return over.future().isComplete() ? Poll.END : Poll.pending(over.future());
  }

  /** Closes the input, or leaves that to the output that polls it now. Readers that come later fail, unless it has ended. */
  @Override
  public void close() {
    List<Promise<Void>> woken;
    boolean mustClose;
    synchronized (this) {
      isClosing = true;
      if (!isEnded && failure == null) {
        failure = new SluiceException(
            ErrorCode.CANCELLED, "The task ended before all of its rows were read");
      }
      mustClose = !isTaken;
      woken = List.copyOf(waiting);
      waiting.clear();
    }
    if (mustClose) {
      closeInput();
    }
    woken.forEach(Promise::tryComplete);
  }

  private void closeInput() {
    try {
      input.close();
    } finally {
      dropHolder();
    }
  }
}
