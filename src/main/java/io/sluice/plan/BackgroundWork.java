package io.sluice.plan;

/**
 * Work of a task beside the streams of its output partitions, for instance what fills the queues of a repartitioning. Driven as a stream is;
 * batches do not leave it.
 */
public interface BackgroundWork extends AutoCloseable {
  /**
   * Does what can be done without blocking.
   *
   * @return pending or the end, never a batch
   */
  Poll poll();

  /** Called exactly once: after the end, after a failure, or when the task ends before. */
  @Override
  void close();
}
