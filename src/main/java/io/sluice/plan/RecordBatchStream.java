package io.sluice.plan;

import io.sluice.type.Schema;

/**
 * The batches of one partition, pulled by polling. Owned by one driver: all calls come from one thread at a time.
 *
 * <ul>
 *   <li>{@link #poll()} never blocks. It throws {@link io.sluice.error.SluiceException} when the partition fails, and is not called again
 *       after that, nor after it answered the end.
 *   <li>A batch is borrowed until the next poll or close.
 *   <li>{@link #close()} is called exactly once, at any time between two polls, whether or not the end was reached. It closes the streams below and
 *       gives back what is reserved.
 * </ul>
 */
public interface RecordBatchStream extends AutoCloseable {
  Schema schema();

  Poll poll();

  @Override
  void close();
}
