package io.sluice.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that the next query may want again, as decompressed pages of files, in memory that queries leave free.
 *
 * <ul>
 *   <li>What is kept never exceeds the cache's own bound, nor what queries leave of the {@link MemoryPool}: whoever reserves memory there drives blocks out, and
 *       is never refused for their sake.
 *   <li>Which blocks stay depends on how often and how lately they were asked for: one scan of a large table does not drive out what is asked for all the time.
 *   <li>Blocks are shared by queries; nobody changes one. A block that was driven out while a query reads it lives until that query lets go of it.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class BlockCache {
  private static final int MIN_BLOCKS = 16;

  private final MemoryPool pool;
  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final Cache<Object, Entry> entries;
  private final Policy.Eviction<Object, Entry> eviction;

  private record Entry(Object block, int bytes) {}

  BlockCache(MemoryPool pool, long maxBytes) {
    this.pool = pool;
    this.maxBytes = maxBytes;
    this.entries = Caffeine.newBuilder()
        .maximumWeight(maxBytes)
        .weigher((Object key, Entry entry) -> entry.bytes())
        .removalListener((key, entry, cause) -> {
          if (entry != null) {
            bytes.addAndGet(-entry.bytes());
          }
        })
        .executor(Runnable::run)
        .build();
    this.eviction = entries.policy().eviction().orElseThrow();
  }

  /** The most that is ever kept; 0 keeps nothing. */
  public long maxBytes() {
    return maxBytes;
  }

  /** What is kept now. */
  public long bytes() {
    return bytes.get();
  }

  /** The block of a key; null when it is not here. */
  public <T> @Nullable T get(Object key, Class<T> type) {
    Entry entry = maxBytes == 0 ? null : entries.getIfPresent(key);
    return entry == null ? null : type.cast(entry.block());
  }

  /** Whether a block of that many bytes may be kept: it is not too large a part of the cache, and there is memory for it. */
  public boolean admits(int blockBytes) {
    return blockBytes <= maxBytes / MIN_BLOCKS && blockBytes <= pool.freeBytes();
  }

  /**
   * Offers a block, which may be kept for a while, or not at all.
   *
   * @param blockBytes about how much memory it takes
   */
  public void put(Object key, Object block, int blockBytes) {
    if (!admits(blockBytes)) {
      return;
    }
    long most = Math.min(maxBytes, pool.freeBytes());
    if (bytes.addAndGet(blockBytes) > eviction.getMaximum() && eviction.getMaximum() < most) {
      eviction.setMaximum(most);
    }
    entries.put(key, new Entry(block, blockBytes));
    giveWay(pool.freeBytes());
  }

  /** Drives out what is beyond that many bytes, which is all that queries leave. */
  void giveWay(long freeBytes) {
    if (bytes.get() > freeBytes) {
      // A little more than asked for, as who reserves memory does so in small steps.
      eviction.setMaximum(Math.max(0, freeBytes - maxBytes / MIN_BLOCKS));
    }
  }
}
