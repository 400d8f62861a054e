package io.sluice.source.tpch;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.trino.tpch.Distributions;
import io.trino.tpch.TextPool;

/**
 * The pseudo-text that comment columns are cut from. The real pool is the benchmark's 300 MB, made once a process when the first comment
 * column is read, and shared from then on; it belongs to no query and so is not taken from a memory pool. Thread-safe.
 */
final class TextPools {
  /** A generator draws the position of a text even where nobody reads it; it needs some pool, and which one changes no other column. */
  static final TextPool UNREAD = new TextPool(1000, Distributions.getDefaultDistributions());

  private static final long MIN_HEAP_BYTES = 768L << 20;

  private TextPools() {}

  private static final class Full {
    static final TextPool POOL = TextPool.getDefaultTextPool();
  }

  /** The pool of the benchmark. Takes about a second at first: blocking. */
  static TextPool full() {
    long heapBytes = Runtime.getRuntime().maxMemory();
    if (heapBytes < MIN_HEAP_BYTES) {
      throw new SluiceException(
          ErrorCode.MEMORY_LIMIT,
          "The comment columns of the tpch catalog need 300 MiB and so a heap of at least %d MiB, but it has %d MiB; raise -Xmx or leave these columns out"
              .formatted(MIN_HEAP_BYTES >> 20, heapBytes >> 20));
    }
    return Full.POOL;
  }
}
