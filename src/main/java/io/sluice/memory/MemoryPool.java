package io.sluice.memory;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The bytes a node's queries may hold. Every operator that keeps rows takes a {@link MemoryReservation} before it allocates.
 *
 * <ul>
 *   <li>A refused request fails with {@link ErrorCode#MEMORY_LIMIT} and names the three largest consumers.
 *   <li>What is not given back shows in {@link #openReservations()}.
 * </ul>
 *
 * <h2>Who spills</h2>
 *
 * Operators that can put their rows on disk make a reservation by {@link #reserveSpillable}; all others have nothing but what is left to them. Were the pool
 * first come, first served, one sort would take it all, and the scan that feeds it would fail for want of a page buffer. Hence two limits:
 *
 * <ul>
 *   <li><b>Spillable reservations together with all else</b> should not exceed three quarters of the pool. Whoever crosses that mark makes the pool ask the
 *       largest spillable reservation to spill, whosever it is: spilling the largest makes the longest runs and the fewest files, and gives a late operator its
 *       share. Only one is asked at a time unless it holds less than is missing.
 *   <li><b>The last quarter</b> is for those that cannot spill, and for the time until the one that was asked has spilled. When that is full too, every
 *       spillable owner spills for itself.
 * </ul>
 *
 * <h2>Why nobody waits</h2>
 *
 * No operator ever waits for memory that another one holds: the other one may wait for its own input, which may wait for this one. An owner is asked, and
 * does it when it is polled next; the one that needed memory goes on with an overdraft meanwhile. What is beyond the limit stays bounded:
 *
 * <ul>
 *   <li>a spillable owner looks after each batch whether it should spill, and before it doubles its arrays whether there is room for that,
 *   <li>one that is about to become unable to spill, as a join that begins to probe, spills before if it is beyond the mark,
 *   <li>below {@link #workingBytes()} it need not spill, so that it makes progress in runs that are worth a file however full the pool is,
 *   <li>one that cannot spill gets up to a quarter of the pool beyond the limit, and that only while spillable reservations hold as much.
 * </ul>
 *
 * <h2>What is free</h2>
 *
 * Memory that no reservation holds is for the {@link #cache()}, up to a bound of its own. It gives way to reservations at once and is not counted among them.
 *
 * <p>Thread-safe.
 */
public final class MemoryPool {
  private static final int CONSUMERS_NAMED = 3;
  private static final int BUFFERS_PER_POOL = 32;
  private static final int OVERDRAFT_SHARE = 4;
  private static final int WORKING_SETS_PER_POOL = 256;
  private static final long MIN_WORKING_BYTES = 64 << 10;
  private static final long MAX_WORKING_BYTES = 16 << 20;

  private final long limitBytes;
  private final long spillMarkBytes;
  private final long workingBytes;
  private final AtomicLong reservedBytes = new AtomicLong();
  private final Set<MemoryReservation> open = ConcurrentHashMap.newKeySet();
  private final Set<MemoryReservation> spillable = ConcurrentHashMap.newKeySet();
  private final BlockCache cache;

  /** A pool that keeps no blocks. */
  public MemoryPool(long limitBytes) {
    this(limitBytes, 0);
  }

  /**
   * A pool.
   *
   * @param cacheBytes what blocks may be kept of what is free
   */
  public MemoryPool(long limitBytes, long cacheBytes) {
    if (limitBytes <= 0) {
      throw new IllegalArgumentException("limitBytes must be positive: " + limitBytes);
    }
    this.limitBytes = limitBytes;
    cache = new BlockCache(this, Math.min(cacheBytes, limitBytes));
    spillMarkBytes = limitBytes - limitBytes / 4;
    workingBytes = Math.max(
        MIN_WORKING_BYTES, Math.min(MAX_WORKING_BYTES, limitBytes / WORKING_SETS_PER_POOL));
  }

  /** A new, empty reservation. The name tells a person who holds the memory, for instance {@code HashJoin build}. */
  public MemoryReservation reserve(String consumer) {
    return reserve(consumer, MemoryWatcher.NONE);
  }

  /** The same under the eyes of a watcher. */
  public MemoryReservation reserve(String consumer, MemoryWatcher watcher) {
    MemoryReservation reservation = new MemoryReservation(this, consumer, false, watcher);
    open.add(reservation);
    return reservation;
  }

  /**
   * A reservation of an owner that can put its rows elsewhere. Growing never fails: its owner asks {@link MemoryReservation#shouldSpill} after each batch.
   */
  public MemoryReservation reserveSpillable(String consumer) {
    return reserveSpillable(consumer, MemoryWatcher.NONE);
  }

  /** The same under the eyes of a watcher. */
  public MemoryReservation reserveSpillable(String consumer, MemoryWatcher watcher) {
    MemoryReservation reservation = new MemoryReservation(this, consumer, true, watcher);
    open.add(reservation);
    spillable.add(reservation);
    return reservation;
  }

  /** What an operator that spills may hold however full the pool is. */
  public long workingBytes() {
    return workingBytes;
  }

  /**
   * What one buffer may hold: the configured bytes, but never more than a 32nd part of the pool, so that in a small pool the buffers of a query that waits leave
   * room for its operators.
   */
  public long bufferBytes(long configuredBytes) {
    return Math.min(configuredBytes, Math.max(1, limitBytes / BUFFERS_PER_POOL));
  }

  public long limitBytes() {
    return limitBytes;
  }

  public long reservedBytes() {
    return reservedBytes.get();
  }

  /** What queries leave. */
  long freeBytes() {
    return Math.max(0, limitBytes - reservedBytes.get());
  }

  /** Blocks that are kept in what queries leave. */
  public BlockCache cache() {
    return cache;
  }

  /** Reservations that were not closed: the leak report when no query runs. */
  public List<MemoryReservation> openReservations() {
    return List.copyOf(open);
  }

  /** Takes bytes within a limit: the pool's, or for the spillable the lower one. */
  boolean tryTake(long bytes, boolean isSpillable) {
    long after = reservedBytes.addAndGet(bytes);
    if (after > spillMarkBytes) {
      askToSpill(after - spillMarkBytes);
    }
    if (after > (isSpillable ? spillMarkBytes : limitBytes)) {
      reservedBytes.addAndGet(-bytes);
      return false;
    }
    cache.giveWay(freeBytes());
    return true;
  }

  /** Takes bytes beyond the limit if so many are about to be spilled. */
  boolean tryOverdraw(long bytes) {
    long after = reservedBytes.addAndGet(bytes);
    long excess = after - limitBytes;
    if (excess > limitBytes / OVERDRAFT_SHARE || excess > spillableBytes()) {
      reservedBytes.addAndGet(-bytes);
      return false;
    }
    cache.giveWay(freeBytes());
    return true;
  }

  private long spillableBytes() {
    long bytes = 0;
    for (MemoryReservation reservation : spillable) {
      bytes += Math.max(0, reservation.bytes() - workingBytes);
    }
    return bytes;
  }

  void take(long bytes) {
    long after = reservedBytes.addAndGet(bytes);
    if (after > spillMarkBytes) {
      askToSpill(after - spillMarkBytes);
    }
    cache.giveWay(freeBytes());
  }

  /** Whether so many bytes more would be beyond the limit. Asks the largest to spill if they are beyond the mark. */
  boolean isTooMuch(long bytes) {
    long after = reservedBytes.get() + bytes;
    if (after > spillMarkBytes) {
      askToSpill(after - spillMarkBytes);
    }
    return after > limitBytes;
  }

  boolean isBeyondMark(long bytes) {
    return reservedBytes.get() + bytes > spillMarkBytes;
  }

  /** Asks the largest that was not asked yet, unless those that were hold enough. */
  private void askToSpill(long missingBytes) {
    MemoryReservation largest = null;
    long askedBytes = 0;
    for (MemoryReservation reservation : spillable) {
      if (reservation.isAsked()) {
        askedBytes += reservation.bytes();
      } else if (reservation.bytes() > workingBytes
          && (largest == null || reservation.bytes() > largest.bytes())) {
        largest = reservation;
      }
    }
    if (largest != null && askedBytes < missingBytes) {
      largest.ask();
    }
  }

  void setSpillable(MemoryReservation reservation, boolean canSpill) {
    if (canSpill) {
      spillable.add(reservation);
    } else {
      spillable.remove(reservation);
    }
  }

  /** Whether nothing more can be reserved. */
  public boolean isFull() {
    return reservedBytes.get() >= limitBytes;
  }

  void give(long bytes) {
    reservedBytes.addAndGet(-bytes);
  }

  void closed(MemoryReservation reservation) {
    open.remove(reservation);
    spillable.remove(reservation);
  }

  SluiceException refusal(String consumer, long bytes) {
    String largest = open.stream()
        .sorted(Comparator.comparingLong(MemoryReservation::bytes).reversed())
        .limit(CONSUMERS_NAMED)
        .map(reservation -> reservation.consumer() + " " + reservation.bytes() + " bytes")
        .collect(Collectors.joining(", "));
    return new SluiceException(
        ErrorCode.MEMORY_LIMIT,
        "Not enough memory: %s asked for %d bytes, %d of %d are taken; largest consumers: %s. Raise worker.memory_bytes or the heap."
            .formatted(consumer, bytes, reservedBytes(), limitBytes, largest));
  }
}
