package io.sluice.memory;

import io.sluice.error.SluiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Bytes one consumer holds of a {@link MemoryPool}. Taken before allocating, given back by {@link #close()}, which may be called
 * more than once. Owned by one driver at a time.
 */
public final class MemoryReservation implements AutoCloseable {
  private final MemoryPool pool;
  private final String consumer;
  private final boolean isSpillable;
  private final MemoryWatcher watcher;
  private volatile long bytes;
  private volatile boolean isAsked;
  private volatile Promise<Void> asked = Promise.promise();
  private boolean isClosed;

  MemoryReservation(MemoryPool pool, String consumer, boolean isSpillable, MemoryWatcher watcher) {
    this.pool = pool;
    this.consumer = consumer;
    this.isSpillable = isSpillable;
    this.watcher = watcher;
  }

  public String consumer() {
    return consumer;
  }

  public long bytes() {
    return bytes;
  }

  /** Takes that many bytes more, or none and answers false. */
  public synchronized boolean tryGrow(long additionalBytes) {
    requireOpen();
    if (!pool.tryTake(additionalBytes, isSpillable)) {
      return false;
    }
    hold(additionalBytes);
    return true;
  }

  /**
   * Takes that many bytes more. What a spillable reservation takes beyond the limit is to be spilled soon: see {@link #shouldSpill}.
   *
   * @throws SluiceException of code MEMORY_LIMIT when the pool has less and this is not spillable
   */
  public synchronized void grow(long additionalBytes) {
    if (tryGrow(additionalBytes)) {
      return;
    }
    if (isSpillable) {
      overdraw(additionalBytes);
    } else if (pool.tryOverdraw(additionalBytes)) {
      hold(additionalBytes);
    } else {
      throw pool.refusal(consumer, additionalBytes);
    }
  }

  /**
   * Whether the owner of a spillable reservation should spill now: the pool asked for it, or there is no room left, and it holds more than
   * {@link MemoryPool#workingBytes}.
   *
   * @param nextBytes what it is about to take, 0 if nothing
   */
  public boolean shouldSpill(long nextBytes) {
    if (bytes <= pool.workingBytes()) {
      spilled();
      return false;
    }
    return pool.isTooMuch(nextBytes) || isAsked;
  }

  /**
   * Whether the owner of a spillable reservation should spill before it comes to where it cannot: what it then holds, for long perhaps, must leave others the
   * last quarter of the pool.
   *
   * @param nextBytes what it is about to take, 0 if nothing
   */
  public boolean shouldSpillAtLast(long nextBytes) {
    return shouldSpill(nextBytes) || bytes > pool.workingBytes() && pool.isBeyondMark(nextBytes);
  }

  /** Completes when the pool asks to spill: for an owner that waits for its input meanwhile. Another one after each {@link #spilled}. */
  public Future<Void> whenAsked() {
    return asked.future();
  }

  /** The owner has spilled and given back the bytes. */
  public void spilled() {
    if (isAsked) {
      asked = Promise.promise();
      isAsked = false;
    }
  }

  /** Whether the owner of a spillable reservation can spill at present; at first it can. The pool asks only those that can. */
  public synchronized void setSpillable(boolean canSpill) {
    requireOpen();
    spilled();
    pool.setSpillable(this, canSpill);
  }

  boolean isAsked() {
    return isAsked;
  }

  /** Takes no lock: whoever asks may hold that of another reservation. */
  void ask() {
    isAsked = true;
    asked.tryComplete();
  }

  /**
   * Takes that many bytes even where the pool has less, for what is in memory already and is bounded by other means: a batch that came over an exchange within its
   * credit, or one that a bounded queue was given. Nobody else gets anything then until enough is given back.
   */
  public synchronized void overdraw(long additionalBytes) {
    requireOpen();
    pool.take(additionalBytes);
    hold(additionalBytes);
  }

  /** Grows or shrinks to exactly that many bytes; growing may fail as {@link #grow} does. */
  public synchronized void resize(long totalBytes) {
    if (totalBytes > bytes) {
      grow(totalBytes - bytes);
    } else {
      shrink(bytes - totalBytes);
    }
  }

  public synchronized void shrink(long fewerBytes) {
    if (fewerBytes > bytes) {
      throw new IllegalStateException(
          consumer + " gives back " + fewerBytes + " of " + bytes + " bytes");
    }
    hold(-fewerBytes);
    pool.give(fewerBytes);
  }

  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      pool.give(bytes);
      hold(-bytes);
      pool.closed(this);
    }
  }

  private synchronized void hold(long deltaBytes) {
    bytes += deltaBytes;
    watcher.changed(deltaBytes);
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("reservation of " + consumer + " is closed");
    }
  }

  @Override
  public String toString() {
    return consumer + ": " + bytes + " bytes";
  }
}
