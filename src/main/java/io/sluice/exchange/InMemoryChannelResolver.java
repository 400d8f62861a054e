package io.sluice.exchange;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ChannelResolver;
import io.sluice.extension.WorkerChannel;
import io.sluice.extension.WorkerInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Channels to workers in the same process: the workers themselves, by id. Batches are handed over by reference. Thread-safe. */
public final class InMemoryChannelResolver implements ChannelResolver {
  private final Map<String, WorkerChannel> workers = new ConcurrentHashMap<>();

  public InMemoryChannelResolver() {}

  public InMemoryChannelResolver(Map<String, ? extends WorkerChannel> workers) {
    this.workers.putAll(workers);
  }

  public void add(String workerId, WorkerChannel worker) {
    workers.put(workerId, worker);
  }

  public void remove(String workerId) {
    workers.remove(workerId);
  }

  @Override
  public WorkerChannel channel(WorkerInfo worker) {
    WorkerChannel channel = workers.get(worker.id());
    if (channel == null) {
      throw new SluiceException(
          ErrorCode.WORKER_LOST, "Worker " + worker + " is not in this process (any more)");
    }
    return channel;
  }
}
