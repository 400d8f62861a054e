package io.sluice.worker;

import io.sluice.config.Clock;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.config.RandomSource;
import io.sluice.memory.MemoryPool;
import io.sluice.spill.SpillDirectory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** What the tasks of a node share: Vert.x, driver threads, memory, the folder for what memory has no room for, threads for blocking calls, the clock. Thread-safe. */
public record ExecutionResources(
    Vertx vertx,
    DriverPool drivers,
    MemoryPool memory,
    SpillDirectory spill,
    ExecutorService io,
    Clock clock)
    implements AutoCloseable {
  private static final double DEFAULT_HEAP_SHARE = 0.6;
  private static final int DEFAULT_CACHE_SHARE = 2;

  /** Left by default for all that is not reserved. */
  private static final long OWN_HEAP_BYTES = 160L << 20;

  private static final int MIN_HEAP_DIVISOR = 8;

  /** Starts the threads that a node's configuration asks for. */
  public static ExecutionResources of(Vertx vertx, NodeConfig config, String name) {
    int driverThreads = config.getInt(NodeOptions.WORKER_DRIVER_THREADS);
    if (driverThreads == 0) {
      driverThreads = Runtime.getRuntime().availableProcessors();
    }
    long memoryBytes = config.get(NodeOptions.WORKER_MEMORY_BYTES);
    if (memoryBytes == 0) {
      memoryBytes = defaultMemoryBytes(Runtime.getRuntime().maxMemory());
    }
    long cacheBytes = config.get(NodeOptions.WORKER_CACHE_BYTES);
    if (cacheBytes < 0) {
      cacheBytes = memoryBytes / DEFAULT_CACHE_SHARE;
    }
    AtomicInteger ioThreads = new AtomicInteger();
    ExecutorService io =
        Executors.newFixedThreadPool(config.getInt(NodeOptions.WORKER_IO_THREADS), work -> {
          Thread thread = new Thread(work, name + "-io-" + ioThreads.getAndIncrement());
          thread.setDaemon(true);
          return thread;
        });
    SpillDirectory spill = new SpillDirectory(
        config.get(NodeOptions.SPILL_DIRECTORY),
        config.get(NodeOptions.SPILL_MAX_BYTES),
        RandomSource.SYSTEM);
    io.execute(spill::deleteLeftovers);
    return new ExecutionResources(
        vertx,
        new DriverPool(name + "-driver", driverThreads, Clock.SYSTEM),
        new MemoryPool(memoryBytes, cacheBytes),
        spill,
        io,
        Clock.SYSTEM);
  }

  /** A share of the heap, but of a small one less: the engine itself needs some, and the collector's regions are not filled by large arrays. */
  static long defaultMemoryBytes(long heapBytes) {
    long share = (long) (heapBytes * DEFAULT_HEAP_SHARE);
    return Math.max(heapBytes / MIN_HEAP_DIVISOR, Math.min(share, heapBytes - OWN_HEAP_BYTES));
  }

  /** Runs a blocking call on an I/O thread. */
  public <T> Future<T> executeBlocking(Callable<T> call) {
    Promise<T> promise = Promise.promise();
    try {
      io.execute(() -> {
        try {
          promise.complete(call.call());
        } catch (Throwable failure) {
          promise.fail(failure);
        }
      });
    } catch (RejectedExecutionException e) {
      promise.fail(e);
    }
    return promise.future();
  }

  /** Ends the threads. All tasks must have ended. */
  @Override
  public void close() {
    drivers.close();
    io.shutdownNow();
    spill.close();
  }
}
