package io.sluice.worker;

import io.sluice.config.Clock;
import io.sluice.plan.BackgroundWork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that take drivers in turn from one fair queue. A driver stands in the queue at most once, so that the queue is never longer than there
 * are drivers. Thread-safe.
 */
public final class DriverPool implements AutoCloseable {
  private final BlockingQueue<Driver> queue = new LinkedBlockingQueue<>();
  private final List<DriverThread> threads = new ArrayList<>();
  private volatile boolean isClosed;

  /**
   * Starts the threads.
   *
   * @param name begins the threads' names
   */
  public DriverPool(String name, int threadCount, Clock clock) {
    for (int i = 0; i < threadCount; i++) {
      DriverThread thread = new DriverThread(this::runDrivers, name + "-" + i, clock);
      threads.add(thread);
      thread.start();
    }
  }

  public int threadCount() {
    return threads.size();
  }

  /**
   * A driver for that work, not yet started.
   *
   * @param onEnd called once on a driver thread after the work was closed, with the failure or null
   */
  Driver driver(BackgroundWork work, BiConsumer<Driver, @Nullable Throwable> onEnd) {
    return new Driver(this, work, onEnd);
  }

  void enqueue(Driver driver) {
    queue.add(driver);
  }

  private void runDrivers() {
    DriverThread thread = (DriverThread) Thread.currentThread();
    while (!isClosed) {
      try {
        Driver driver = queue.take();
        thread.beginQuantum();
        driver.run(thread);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Ends the threads. Drivers that have not ended are not closed any more: end all tasks first. */
  @Override
  public void close() {
    isClosed = true;
    threads.forEach(Thread::interrupt);
  }
}
