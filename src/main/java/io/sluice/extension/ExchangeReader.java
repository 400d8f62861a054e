package io.sluice.extension;

/** The consumer's side of one exchange. Thread-safe. */
public interface ExchangeReader {
  /** Allows that many bytes more of a partition. The first grant asks for the partition. */
  void grant(int partition, long bytes);

  /**
   * Whether a grant for a partition returns soon. Otherwise it may have batches to encode, and should not be made on an event loop.
   */
  default boolean isGrantQuick(int partition) {
    return false;
  }

  /** Nothing more is wanted of a partition; the producer stops making it. */
  void closePartition(int partition);

  /**
   * Nothing more is wanted at all. May be called more than once; the consumer is not called any more afterwards, except that a call another thread is
   * making may finish.
   */
  void close();
}
