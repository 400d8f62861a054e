package io.sluice.testing;

import static org.assertj.core.api.Assertions.fail;

import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Polls pieces of work until they are done, as a node's driver threads do. With one thread the order of polls and the ends of quanta come from the
 * seed alone. The first failure stops the loop.
 */
final class DriverLoop {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** What is polled: answers pending or a batch to be polled again, the end to be dropped. */
  interface Work {
    Poll poll();
  }

  private record Entry(String name, Work work) {}

  private final Object lock = new Object();
  private final List<Entry> ready = new ArrayList<>();
  private final List<Entry> waiting = new ArrayList<>();
  private final Random random;
  private final int threadCount;
  private int runningCount;
  private long lastProgressNanos;
  private @Nullable Throwable failure;

  DriverLoop(long seed, int threadCount) {
    random = new Random(seed);
    this.threadCount = threadCount;
  }

  void add(String name, Work work) {
    synchronized (lock) {
      ready.add(new Entry(name, work));
      lock.notifyAll();
    }
  }

  /** Runs until all work is finished or waits for something that does not happen inside the loop. Throws the first failure. */
  void runUntilQuiet() {
    run(() -> ready.isEmpty() && runningCount == 0);
  }

  /** Runs until the condition holds; it is evaluated between polls. Fails when nothing happens for some seconds. */
  void runUntil(BooleanSupplier isDone) {
    run(isDone);
  }

  /** Forgets all work, so that nothing is polled any more. */
  void clear() {
    synchronized (lock) {
      ready.clear();
      waiting.clear();
    }
  }

  private void run(BooleanSupplier isDone) {
    lastProgressNanos = System.nanoTime();
    List<Driver> drivers = new ArrayList<>();
    for (int i = 0; i < threadCount; i++) {
      Driver driver = new Driver("test-driver-" + i, isDone);
      drivers.add(driver);
      driver.start();
    }
    for (Driver driver : drivers) {
      join(driver);
    }
    Throwable cause = failure;
    failure = null;
    if (cause instanceof RuntimeException exception) {
      throw exception;
    } else if (cause instanceof Error error) {
      throw error;
    }
  }

  private static void join(Driver driver) {
    try {
      driver.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("interrupted", e);
    }
  }

  private final class Driver extends Thread implements CooperativeThread {
    private final BooleanSupplier isDone;
    private int questionsLeft;

    Driver(String name, BooleanSupplier isDone) {
      super(name);
      this.isDone = isDone;
      setDaemon(true);
    }

    /** Over after a few questions, sometimes at once, so that tests meet every place that yields. */
    @Override
    public boolean isQuantumOver() {
      return questionsLeft-- <= 0;
    }

    @Override
    public void run() {
      try {
        for (Entry entry = next(); entry != null; entry = next()) {
          step(entry);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failed(e);
      } catch (Throwable e) {
        failed(e);
      }
    }

    private @Nullable Entry next() throws InterruptedException {
      synchronized (lock) {
        while (true) {
          if (failure != null || isDone.getAsBoolean()) {
            lock.notifyAll();
            return null;
          }
          if (!ready.isEmpty()) {
            runningCount++;
            questionsLeft = random.nextInt(16);
            return ready.remove(random.nextInt(ready.size()));
          }
          if (runningCount == 0 && System.nanoTime() - lastProgressNanos > PATIENCE_NANOS) {
            throw new AssertionError("nothing happens any more; waiting: " + waiting);
          }
          TimeUnit.NANOSECONDS.timedWait(lock, PATIENCE_NANOS / 10);
        }
      }
    }

    private void step(Entry entry) {
      Poll poll;
      try {
        poll = entry.work().poll();
      } catch (Throwable e) {
        failed(e);
        poll = Poll.END;
      }
      synchronized (lock) {
        runningCount--;
        lastProgressNanos = System.nanoTime();
        if (poll instanceof Poll.Ready) {
          ready.add(entry);
        } else if (poll instanceof Poll.Pending) {
          waiting.add(entry);
        }
        lock.notifyAll();
      }
      if (poll instanceof Poll.Pending pending) {
        pending.whenReady().onComplete(done -> wake(entry));
      }
    }

    private void wake(Entry entry) {
      synchronized (lock) {
        if (waiting.remove(entry)) {
          ready.add(entry);
          lastProgressNanos = System.nanoTime();
          lock.notifyAll();
        }
      }
    }

    private void failed(Throwable cause) {
      synchronized (lock) {
        if (failure == null) {
          failure = cause;
        } else if (failure != cause) {
          failure.addSuppressed(cause);
        }
        lock.notifyAll();
      }
    }
  }
}
