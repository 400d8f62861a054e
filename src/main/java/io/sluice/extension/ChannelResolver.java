package io.sluice.extension;

/** Finds the channel to a worker. Thread-safe. */
public interface ChannelResolver {
  /**
   * The channel, made at the first call and used by all queries.
   *
   * @throws io.sluice.error.SluiceException of code WORKER_LOST when the worker is not known
   */
  WorkerChannel channel(WorkerInfo worker);
}
