package io.sluice.worker;

import io.sluice.plan.BackgroundWork;
import io.sluice.plan.Poll;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Polls one piece of work on the threads of a pool, one thread at a time, until it ends, fails or is stopped, and then closes it.
 *
 * <p>The state changes by compare-and-set only:
 *
 * <pre>
 * WAITING -> QUEUED     woken: somebody completed what the work waits for
 * QUEUED  -> RUNNING    a thread took it from the queue
 * RUNNING -> WAITING    the work is pending
 * RUNNING -> NOTIFIED   woken while it ran: it goes back to the queue instead of waiting
 * RUNNING -> QUEUED     the quantum is over
 * RUNNING -> DONE       ended, failed or stopped; the work is closed
 * </pre>
 */
final class Driver {
  private enum State {
    WAITING,
    QUEUED,
    RUNNING,
    NOTIFIED,
    DONE
  }

  private final DriverPool pool;
  private final BackgroundWork work;
  private final BiConsumer<Driver, @Nullable Throwable> onEnd;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile boolean isStopped;
  private @Nullable Future<Void> awaited;

  Driver(DriverPool pool, BackgroundWork work, BiConsumer<Driver, @Nullable Throwable> onEnd) {
    this.pool = pool;
    this.work = work;
    this.onEnd = onEnd;
  }

  /** Polls the work soon. Called to start it, and by whatever it waits for. Any thread. */
  void wake() {
    while (true) {
      State seen = state.get();
      if (seen == State.WAITING) {
        if (state.compareAndSet(State.WAITING, State.QUEUED)) {
          pool.enqueue(this);
          return;
        }
      } else if (seen != State.RUNNING || state.compareAndSet(State.RUNNING, State.NOTIFIED)) {
        return;
      }
    }
  }

  /** Closes the work soon without polling it again. Any thread. */
  void stop() {
    isStopped = true;
    wake();
  }

  /** On a driver thread: polls until the work is pending, over, or its quantum is. */
  void run(DriverThread thread) {
    state.set(State.RUNNING);
    Poll poll;
    try {
      do {
        if (isStopped) {
          finish(null);
          return;
        }
        poll = work.poll();
      } while (poll == Poll.YIELD && !thread.isQuantumOver());
    } catch (Throwable failure) {
      if (failure instanceof OutOfMemoryError) {
        pool.giveUpReserve();
      }
      finish(failure);
      return;
    }
    if (poll instanceof Poll.Pending pending) {
      await(pending.whenReady());
    } else if (poll instanceof Poll.End) {
      finish(null);
    } else {
      finish(new IllegalStateException("background work answered a batch"));
    }
  }

  private void await(Future<Void> whenReady) {
    if (whenReady.isComplete()) {
      requeue();
      return;
    }
    if (whenReady != awaited) {
      awaited = whenReady;
      whenReady.onComplete(done -> wake());
    }
    if (!state.compareAndSet(State.RUNNING, State.WAITING)) {
      requeue();
    }
  }

  private void requeue() {
    state.set(State.QUEUED);
    pool.enqueue(this);
  }

  private void finish(@Nullable Throwable failure) {
    Throwable cause = failure;
    try {
      work.close();
    } catch (Throwable closing) {
      if (cause == null) {
        cause = closing;
      } else {
        cause.addSuppressed(closing);
      }
    }
    state.set(State.DONE);
    onEnd.accept(this, cause);
  }
}
