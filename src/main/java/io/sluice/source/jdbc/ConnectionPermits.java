package io.sluice.source.jdbc;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Counts the open connections of scans, so that nobody waits for one on a thread. Thread-safe. */
final class ConnectionPermits {
  private final Deque<Permit> waiting = new ArrayDeque<>();
  private int free;

  ConnectionPermits(int count) {
    free = count;
  }

  /** The right to have a connection open, or the wish for one. Given back once by {@link #close}, whether it was granted or not. */
  final class Permit implements AutoCloseable {
    private final Promise<Void> granted = Promise.promise();
    private boolean isClosed;

    /** Completes when the connection may be opened; fails when that took too long or the permit was closed before. */
    Future<Void> whenGranted() {
      return granted.future();
    }

    @Override
    public void close() {
      synchronized (waiting) {
        if (isClosed) {
          return;
        }
        isClosed = true;
        waiting.remove(this);
      }
      if (!granted.tryFail("closed") && granted.future().succeeded()) {
        release();
      }
    }
  }

  /** A permit that fails with what is given when it was not granted after some time. */
  Permit acquire(long timeoutMillis, RuntimeException failure) {
    Permit permit = new Permit();
    synchronized (waiting) {
      if (free == 0) {
        waiting.add(permit);
        CompletableFuture.delayedExecutor(timeoutMillis, TimeUnit.MILLISECONDS)
            .execute(() -> permit.granted.tryFail(failure));
        return permit;
      }
      free--;
    }
    permit.granted.complete();
    return permit;
  }

  private void release() {
    while (true) {
      Permit next;
      synchronized (waiting) {
        next = waiting.poll();
        if (next == null) {
          free++;
          return;
        }
      }
      if (next.granted.tryComplete()) {
        return;
      }
    }
  }
}
