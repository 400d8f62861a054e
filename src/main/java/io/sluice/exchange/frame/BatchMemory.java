package io.sluice.exchange.frame;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Memory outside of the heap for batches on their way between processes. What was given back last is given out first, so that it is still in the
 * processor's caches; threads keep none of it to themselves, so that what is in use can be counted. The reservations of tasks bound it. Thread-safe.
 */
public final class BatchMemory {
  private static final int PAGE_BYTES = 8 << 10;

  /** A chunk has a page times two to this power: 4 MiB. */
  private static final int CHUNK_ORDER = 9;

  private static final PooledByteBufAllocator ALLOCATOR = new PooledByteBufAllocator(
      true, 0, Runtime.getRuntime().availableProcessors(), PAGE_BYTES, CHUNK_ORDER, 0, 0, false);

  private BatchMemory() {}

  public static ByteBufAllocator allocator() {
    return ALLOCATOR;
  }

  /** How many buffers have not been released yet. */
  public static long openBuffers() {
    return ALLOCATOR.metric().directArenas().stream()
        .mapToLong(PoolArenaMetric::numActiveAllocations)
        .sum();
  }
}
