package io.sluice.worker;

import io.sluice.config.Clock;
import io.sluice.plan.BackgroundWork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of threads that take drivers in turn from one fair queue. A driver stands in the queue at most once, so that the queue is never longer than there
 * are drivers. Thread-safe.
 */
public final class DriverPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DriverPool.class);

  /** What ending a query allocates, many times over; small enough for any heap, and for no object of its own region. */
  private static final int RESERVE_BYTES = 256 << 10;

  private final BlockingQueue<Driver> queue = new LinkedBlockingQueue<>();
  private final List<DriverThread> threads = new ArrayList<>();
  private volatile boolean isClosed;

  /** Given up when the heap is full, so that the end of the query that filled it finds room. */
  private volatile byte @Nullable [] reserve = new byte[RESERVE_BYTES];

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

  void giveUpReserve() {
    reserve = null;
  }

  private void runDrivers() {
    DriverThread thread = (DriverThread) Thread.currentThread();
    while (!isClosed) {
      try {
        Driver driver = queue.take();
        thread.beginQuantum();
        driver.run(thread);
        if (reserve == null) {
          reserve = new byte[RESERVE_BYTES];
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Throwable failure) {
        report(failure);
      }
    }
  }

  /** A driver handles its work's failures; what comes here came while one ended. The thread goes on whatever it is. */
  private static void report(Throwable failure) {
    try {
      LOG.error("A driver could not be ended", failure);
    } catch (Throwable unreportable) {
      // The heap is full, and the next driver that ends says so.
    }
  }

  /** Ends the threads. Drivers that have not ended are not closed any more: end all tasks first. */
  @Override
  public void close() {
    isClosed = true;
    threads.forEach(Thread::interrupt);
  }
}
