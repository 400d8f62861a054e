package io.sluice.plan;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first of several pending inputs. Each future gets one listener however often it is added, so that polling again does not pile
 * listeners up.
 *
 * <p>Owned by one driver; the futures may complete on any thread. Use: {@link #set} for each input that answered pending, {@link #clear} for
 * each that did not, then answer {@link #whenAnyReady()}.
 */
public final class PendingSet {
  private final @Nullable Future<Void>[] inputs;
  private final Object lock = new Object();
  private Promise<Void> anyReady = Promise.promise();

  @SuppressWarnings({"unchecked", "rawtypes"})
  public PendingSet(int inputCount) {
    inputs = new Future[inputCount];
  }

  /** An input is pending until the future completes. */
  public void set(int input, Future<Void> whenReady) {
    if (inputs[input] != whenReady) {
      inputs[input] = whenReady;
      whenReady.onComplete(done -> wake());
    }
  }

  /** An input is not pending now. */
  public void clear(int input) {
    inputs[input] = null;
  }

  /** Whether the input was set pending and its future has not completed. */
  public boolean isPending(int input) {
    Future<Void> future = inputs[input];
    return future != null && !future.isComplete();
  }

  /** Completes when any input that is set now becomes ready. */
  public Poll whenAnyReady() {
    Promise<Void> next = Promise.promise();
    synchronized (lock) {
      anyReady = next;
    }
    for (Future<Void> input : inputs) {
      if (input != null && input.isComplete()) {
        return Poll.YIELD;
      }
    }
    return Poll.pending(next.future());
  }

  private void wake() {
    Promise<Void> waiting;
    synchronized (lock) {
      waiting = anyReady;
    }
    waiting.tryComplete();
  }
}
