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
 *   <li>The sum of all reservations exceeds the limit only by what {@link MemoryReservation#overdraw} takes.
 *   <li>A refused request fails with {@link ErrorCode#MEMORY_LIMIT} and names the three largest consumers.
 *   <li>What is not given back shows in {@link #openReservations()}.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class MemoryPool {
  private static final int CONSUMERS_NAMED = 3;
  private static final int BUFFERS_PER_POOL = 32;

  private final long limitBytes;
  private final AtomicLong reservedBytes = new AtomicLong();
  private final Set<MemoryReservation> open = ConcurrentHashMap.newKeySet();

  public MemoryPool(long limitBytes) {
    if (limitBytes <= 0) {
      throw new IllegalArgumentException("limitBytes must be positive: " + limitBytes);
    }
    this.limitBytes = limitBytes;
  }

  /** A new, empty reservation. The name tells a person who holds the memory, for instance {@code HashJoin build}. */
  public MemoryReservation reserve(String consumer) {
    MemoryReservation reservation = new MemoryReservation(this, consumer);
    open.add(reservation);
    return reservation;
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

  /** Reservations that were not closed: the leak report when no query runs. */
  public List<MemoryReservation> openReservations() {
    return List.copyOf(open);
  }

  boolean tryTake(long bytes) {
    long before = reservedBytes.getAndAdd(bytes);
    if (before + bytes > limitBytes) {
      reservedBytes.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void take(long bytes) {
    reservedBytes.addAndGet(bytes);
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
