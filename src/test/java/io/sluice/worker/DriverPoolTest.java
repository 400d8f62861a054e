package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Clock;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.Poll;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DriverPoolTest {
  private final DriverPool pool = new DriverPool("test-driver", 2, Clock.SYSTEM);

  @AfterEach
  void stop() {
    pool.close();
  }

  /** Work that counts its polls, is never polled by two threads at once, and is closed once. */
  private abstract static class CountedWork implements BackgroundWork {
    final AtomicInteger polls = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();
    private final AtomicBoolean isPolled = new AtomicBoolean();

    abstract Poll step(int poll);

    @Override
    public Poll poll() {
      assertThat(isPolled.compareAndSet(false, true)).as("one thread at a time").isTrue();
      try {
        return step(polls.incrementAndGet());
      } finally {
        isPolled.set(false);
      }
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }

  private CompletableFuture<Void> run(BackgroundWork work) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    pool.driver(work, (driver, cause) -> {
          if (cause == null) {
            ended.complete(null);
          } else {
            ended.completeExceptionally(cause);
          }
        })
        .wake();
    return ended;
  }

  @Test
  void pollsUntilTheEndAndClosesOnce() throws Exception {
    CountedWork work = new CountedWork() {
      @Override
      Poll step(int poll) {
        return poll < 1000 ? Poll.YIELD : Poll.END;
      }
    };
    run(work).get(10, TimeUnit.SECONDS);
    assertThat(work.polls).hasValue(1000);
    assertThat(work.closes).hasValue(1);
  }

  @Test
  void losesNoWakeUpHoweverFastTheFutureCompletes() throws Exception {
    List<CompletableFuture<Void>> ended = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ended.add(run(new CountedWork() {
        @Override
        Poll step(int poll) {
          if (poll == 400) {
            return Poll.END;
          }
          Promise<Void> promise = Promise.promise();
          CompletableFuture.runAsync(promise::complete);
          return Poll.pending(promise.future());
        }
      }));
    }
    for (CompletableFuture<Void> future : ended) {
      future.get(25, TimeUnit.SECONDS);
    }
  }

  @Test
  void aThreadOutlivesAFullHeapAndAnEndThatFails() throws Exception {
    for (int i = 0; i < 10; i++) {
      CountedWork work = new CountedWork() {
        @Override
        Poll step(int poll) {
          throw new OutOfMemoryError("made up");
        }
      };
      CompletableFuture<Void> ended = new CompletableFuture<>();
      pool.driver(work, (driver, cause) -> {
            ended.completeExceptionally(cause);
            throw new OutOfMemoryError("made up again");
          })
          .wake();
      assertThatThrownBy(() -> ended.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(OutOfMemoryError.class);
      assertThat(work.closes).hasValue(1);
    }
    CountedWork work = new CountedWork() {
      @Override
      Poll step(int poll) {
        return Poll.END;
      }
    };
    run(work).get(10, TimeUnit.SECONDS);
  }

  @Test
  void aFailureClosesTheWorkAndIsHandedOn() {
    CountedWork work = new CountedWork() {
      @Override
      Poll step(int poll) {
        throw new IllegalStateException("broken");
      }
    };
    assertThat(run(work))
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .withMessageContaining("broken");
    assertThat(work.closes).hasValue(1);
  }

  @Test
  void stoppingEndsWorkThatWaitsForEver() throws Exception {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Promise<Void> never = Promise.promise();
    CountedWork work = new CountedWork() {
      @Override
      Poll step(int poll) {
        return Poll.pending(never.future());
      }
    };
    Driver driver = pool.driver(work, (done, cause) -> ended.complete(null));
    driver.wake();
    driver.stop();
    ended.get(10, TimeUnit.SECONDS);
    assertThat(work.closes).hasValue(1);
  }
}
