package io.sluice.extension;

import io.sluice.error.SluiceException;

/** Takes what a producer task sends. Called on any thread, one call at a time; must be quick and must not block. */
public interface ExchangeConsumer {
  /** Whether batches may come as references to this process's memory; where not, they come encoded. Always the same answer. */
  default boolean takesReferences() {
    return true;
  }

  /**
   * A batch of a partition.
   *
   * @param creditBytes what it took from the credit of its partition
   */
  void onBatch(int partition, BatchPayload batch, long creditBytes);

  /**
   * No batch of that partition follows.
   *
   * @param rowCount all rows that were sent of it; the reader checks that it got as many
   */
  void onEnd(int partition, long rowCount);

  /** Nothing follows. The cause is the producer's where it has one, otherwise that the connection was lost. */
  void onError(SluiceException cause);
}
