package io.sluice.exchange;

import io.sluice.extension.WorkerInfo;
import io.sluice.extension.WorkerResolver;
import java.util.List;
import java.util.stream.IntStream;

/** A fixed number of workers simulated in the process. Immutable. */
public final class InMemoryWorkerResolver implements WorkerResolver {
  private final List<WorkerInfo> workers;

  public InMemoryWorkerResolver(int workerCount, int driverThreads, String fingerprint) {
    if (workerCount < 1) {
      throw new IllegalArgumentException("workerCount must be positive: " + workerCount);
    }
    workers = IntStream.range(0, workerCount)
        .mapToObj(i -> new WorkerInfo("in-memory-" + i, "localhost", 0, driverThreads, fingerprint))
        .toList();
  }

  @Override
  public List<WorkerInfo> workers() {
    return workers;
  }
}
