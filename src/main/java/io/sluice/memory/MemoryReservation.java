package io.sluice.memory;

import io.sluice.error.SluiceException;

/**
 * Bytes one consumer holds of a {@link MemoryPool}. Taken before allocating, given back by {@link #close()}, which may be called
 * more than once. Owned by one driver at a time.
 */
public final class MemoryReservation implements AutoCloseable {
  private final MemoryPool pool;
  private final String consumer;
  private volatile long bytes;
  private boolean isClosed;

  MemoryReservation(MemoryPool pool, String consumer) {
    this.pool = pool;
    this.consumer = consumer;
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
    if (!pool.tryTake(additionalBytes)) {
      return false;
    }
    bytes += additionalBytes;
    return true;
  }

  /**
   * Takes that many bytes more.
   *
   * @throws SluiceException of code MEMORY_LIMIT when the pool has less
   */
  public void grow(long additionalBytes) {
    if (!tryGrow(additionalBytes)) {
      throw pool.refusal(consumer, additionalBytes);
    }
  }

  /**
   * Takes that many bytes even where the pool has less, for what is in memory already and is bounded by other means: a batch that came over an exchange within its
   * credit, or one that a bounded queue was given. Nobody else gets anything then until enough is given back.
   */
  public synchronized void overdraw(long additionalBytes) {
    requireOpen();
    pool.take(additionalBytes);
    bytes += additionalBytes;
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
    bytes -= fewerBytes;
    pool.give(fewerBytes);
  }

  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      pool.give(bytes);
      bytes = 0;
      pool.closed(this);
    }
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
