package io.sluice.operator.repartition;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One queue of batches for each output, filled by several inputs.
 *
 * <ul>
 *   <li><b>Back-pressure.</b> Inputs pause while what is queued has reached the bound, unless a reader waits at an empty queue: what it waits for may
 *       stand behind what fills the other queues. So outputs that are read together, a merge for instance, never lock each other up; memory then
 *       is bounded by the pool. An input that paused goes on when half of the bound is free, so that it does not change threads for each batch.
 *   <li><b>Memory.</b> Each queued batch is retained and its bytes are reserved until the reader is done with it.
 *   <li><b>Ends.</b> A reader that closes has no use for what is queued or comes for it. When all have closed, or an input has failed, the
 *       inputs stop. The first failure goes to all readers. An input that is closed before its end is a failure too: readers never mistake it
 *       for an end.
 *   <li><b>Wake-ups.</b> Who waits leaves a promise under the lock under which it saw nothing to do; who changes that takes the promise under the
 *       lock and completes it outside.
 * </ul>
 *
 * <p>The reservation is closed with the last input and reader. The last input to end stays until all is read, so that the end of the task gives back what
 * a partition that nobody opened holds.
 *
 * <p>Thread-safe.
 */
final class BatchQueues {
  /** How many times the bound batches may wait while the pool is full. */
  private static final int BOUNDS_WITHOUT_ROOM = 16;

  /** What a queued batch takes beside its vectors. */
  private static final int BATCH_OVERHEAD_BYTES = 512;

  /** A batch on its way, with the bytes that are reserved for it. */
  record Queued(RecordBatch batch, long bytes) {}

  private static final class Output {
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private @Nullable Promise<Void> reader;
    private volatile boolean isClosed;
  }

  private final QueueBound bound;
  private final MemoryReservation reservation;
  private final Output[] outputs;
  private final Promise<Void> stopped = Promise.promise();
  private volatile boolean isStopped;

  // Guarded by this.
  private long queuedBytes;
  private int queuedBatches;
  private int waitingReaders;
  private int closedReaders;
  private int unfinishedInputs;
  private int holders;
  private @Nullable SluiceException failure;
  private @Nullable Promise<Void> room;
  private @Nullable Promise<Void> drained;

  BatchQueues(int inputCount, int outputCount, QueueBound bound, MemoryReservation reservation) {
    this.bound = bound;
    this.reservation = reservation;
    outputs = new Output[outputCount];
    for (int i = 0; i < outputCount; i++) {
      outputs[i] = new Output();
    }
    unfinishedInputs = inputCount;
    holders = inputCount;
  }

  int outputCount() {
    return outputs.length;
  }

  // For inputs.

  /** Whether inputs have nothing to do any more: all readers closed, or an input failed. */
  boolean isStopped() {
    return isStopped;
  }

  /** Completes when {@link #isStopped()}. */
  Future<Void> whenStopped() {
    return stopped.future();
  }

  /** Whether an output's reader may still come for batches. */
  boolean isWanted(int output) {
    return !outputs[output].isClosed;
  }

  /** Null when there is room for another batch, else what to wait for. */
  synchronized @Nullable Future<Void> awaitRoom() {
    if (hasRoom()) {
      return null;
    }
    Promise<Void> promise = room;
    if (promise == null) {
      promise = Promise.promise();
      room = promise;
    }
    return promise.future();
  }

  private boolean hasRoom() {
    return waitingReaders > 0
        || isStopped
        || queuedBytes < bound.bytes() && queuedBatches < bound.batches();
  }

  /**
   * Up to some times the bound, which one routed batch can exceed, a batch that is there already is kept even when the pool is full; beyond that the pool
   * decides.
   */
  private void reserve(long bytes) {
    if (reservation.tryGrow(bytes)) {
      return;
    }
    boolean isWithinBound;
    synchronized (this) {
      isWithinBound = queuedBytes / BOUNDS_WITHOUT_ROOM < bound.bytes();
    }
    if (isWithinBound) {
      reservation.overdraw(bytes);
    } else {
      reservation.grow(bytes);
    }
  }

  /**
   * Queues a batch, even beyond the bound. It is retained here; rows for a closed reader are dropped.
   *
   * @throws SluiceException of code MEMORY_LIMIT
   */
  void offer(int output, RecordBatch batch) {
    Queued queued = new Queued(batch, batch.retainedBytes() + BATCH_OVERHEAD_BYTES);
    reserve(queued.bytes());
    batch.retain();
    boolean isDropped = false;
    Promise<Void> reader = null;
    synchronized (this) {
      Output target = outputs[output];
      if (target.isClosed || isStopped) {
        isDropped = true;
      } else {
        target.queue.add(queued);
        queuedBytes += queued.bytes();
        queuedBatches++;
        reader = takeReader(target);
      }
    }
    if (isDropped) {
      giveBack(queued);
    }
    complete(reader);
  }

  /**
   * An input has ended well.
   *
   * @return whether it was the last, which stays until {@link #awaitDrained}
   */
  boolean finishInput() {
    List<Promise<Void>> readers = new ArrayList<>();
    boolean isLast;
    synchronized (this) {
      unfinishedInputs--;
      isLast = unfinishedInputs == 0;
      if (isLast) {
        takeAllReaders(readers);
      }
    }
    readers.forEach(BatchQueues::complete);
    return isLast;
  }

  /** Null when nothing is queued any more; else what the last input waits for. */
  synchronized @Nullable Future<Void> awaitDrained() {
    if (queuedBatches == 0 || isStopped) {
      return null;
    }
    Promise<Void> promise = drained;
    if (promise == null) {
      promise = Promise.promise();
      drained = promise;
    }
    return promise.future();
  }

  /** Fails all readers, unless they failed before. */
  void fail(SluiceException cause) {
    List<Promise<Void>> waiting = new ArrayList<>();
    List<Queued> dropped = new ArrayList<>();
    synchronized (this) {
      if (failure == null) {
        failure = cause;
      }
      stop(waiting, dropped);
    }
    dropped.forEach(this::giveBack);
    waiting.forEach(BatchQueues::complete);
  }

  /**
   * An input is closed. Called once for each, after its end or instead.
   *
   * @param isDone whether it has ended and need not stay
   */
  void inputClosed(boolean isDone) {
    boolean isCutOff;
    synchronized (this) {
      isCutOff = !isStopped && !isDone;
    }
    if (isCutOff) {
      fail(new SluiceException(
          ErrorCode.CANCELLED, "The task ended before all of its rows were read"));
    }
    dropHolder();
  }

  // For readers.

  /** A reader of one output begins. */
  synchronized void readerOpened() {
    holders++;
  }

  /** The next batch of an output, or null after filling in what the reader is to answer instead. */
  @Nullable
  Queued take(int output, Waiting instead) {
    Queued next;
    Promise<Void> producers = null;
    Promise<Void> lastInput = null;
    synchronized (this) {
      if (failure != null) {
        throw failure;
      }
      Output source = outputs[output];
      next = source.queue.poll();
      if (next != null) {
        queuedBytes -= next.bytes();
        queuedBatches--;
        producers = takeRoom();
        lastInput = takeDrained();
      } else if (unfinishedInputs == 0) {
        instead.answer = Poll.END;
      } else {
        Promise<Void> promise = source.reader;
        if (promise == null) {
          promise = Promise.promise();
          source.reader = promise;
          waitingReaders++;
        }
        instead.answer = Poll.pending(promise.future());
        producers = takeRoom();
      }
    }
    complete(producers);
    complete(lastInput);
    return next;
  }

  /** What a reader answers when there is no batch for it. */
  static final class Waiting {
    Poll answer = Poll.YIELD;
  }

  /** Gives back the bytes of a batch that its reader is done with. */
  void giveBack(Queued queued) {
    queued.batch().release();
    reservation.shrink(queued.bytes());
  }

  /** The reader of an output wants no more. Called once. */
  void readerClosed(int output) {
    List<Promise<Void>> waiting = new ArrayList<>();
    List<Queued> dropped = new ArrayList<>();
    synchronized (this) {
      Output source = outputs[output];
      source.isClosed = true;
      takeReader(source);
      clear(source, dropped);
      closedReaders++;
      if (closedReaders == outputs.length) {
        stop(waiting, dropped);
      }
      addIfPresent(waiting, takeRoom());
      addIfPresent(waiting, takeDrained());
    }
    dropped.forEach(this::giveBack);
    waiting.forEach(BatchQueues::complete);
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

  // Under the lock.

  private void stop(List<Promise<Void>> waiting, List<Queued> dropped) {
    if (!isStopped) {
      isStopped = true;
      waiting.add(stopped);
    }
    takeAllReaders(waiting);
    for (Output output : outputs) {
      clear(output, dropped);
    }
    addIfPresent(waiting, takeRoom());
    addIfPresent(waiting, takeDrained());
  }

  private void clear(Output output, List<Queued> dropped) {
    for (Queued queued : output.queue) {
      queuedBytes -= queued.bytes();
      queuedBatches--;
      dropped.add(queued);
    }
    output.queue.clear();
  }

  private void takeAllReaders(List<Promise<Void>> taken) {
    for (Output output : outputs) {
      addIfPresent(taken, takeReader(output));
    }
  }

  private @Nullable Promise<Void> takeReader(Output output) {
    Promise<Void> reader = output.reader;
    if (reader != null) {
      output.reader = null;
      waitingReaders--;
    }
    return reader;
  }

  private @Nullable Promise<Void> takeRoom() {
    boolean isHalfFree = queuedBytes <= bound.bytes() / 2 && queuedBatches <= bound.batches() / 2;
    if (!isHalfFree && waitingReaders == 0 && !isStopped) {
      return null;
    }
    Promise<Void> promise = room;
    room = null;
    return promise;
  }

  private @Nullable Promise<Void> takeDrained() {
    if (queuedBatches > 0 && !isStopped) {
      return null;
    }
    Promise<Void> promise = drained;
    drained = null;
    return promise;
  }

  private static void addIfPresent(List<Promise<Void>> list, @Nullable Promise<Void> promise) {
    if (promise != null) {
      list.add(promise);
    }
  }

  private static void complete(@Nullable Promise<Void> promise) {
    if (promise != null) {
      promise.tryComplete();
    }
  }
}
