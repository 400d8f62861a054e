package io.sluice.operator.repartition;

/**
 * How much may wait in queues before producers pause. One batch is always admitted.
 *
 * @param bytes of all queues together
 * @param batches of all queues together
 */
public record QueueBound(long bytes, int batches) {
  /** A bound of bytes only. */
  public static QueueBound ofBytes(long bytes) {
    return new QueueBound(bytes, Integer.MAX_VALUE);
  }
}
