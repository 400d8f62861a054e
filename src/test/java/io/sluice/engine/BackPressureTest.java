package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.SluiceOptions;
import io.sluice.column.RecordBatch;
import io.sluice.coordinator.BatchLoop;
import io.sluice.coordinator.QueryResult;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryPool;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that stops reading stops the producers, and one that goes away leaves nothing behind. */
@Timeout(120)
class BackPressureTest {
  private static final String MANY_ROWS =
      "SELECT number FROM numbers(0, 100000000000) WHERE number % 2 = 0";
  private static final long MEMORY_BYTES = 256L << 20;
  private static final long QUIET_NANOS = 1_000_000_000;

  private final EmbeddedEngine engine =
      new EmbeddedEngine(new SluiceOptions().setWorkers(4).setMemoryBytes(MEMORY_BYTES));

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void aPausedClientStopsItsProducersAndMemoryStaysFlat() {
    QueryResult result = EmbeddedEngine.await(engine.session().execute(MANY_ROWS));
    Optional<RecordBatch> first = EmbeddedEngine.await(result.next());
    assertThat(first).isPresent();

    MemoryPool memory = engine.sluice().resources().memory();
    long settled = settledBytes(memory);
    LockSupport.parkNanos(QUIET_NANOS);
    assertThat(memory.reservedBytes())
        .as("bytes while nobody reads")
        .isEqualTo(settled)
        .isLessThan(MEMORY_BYTES / 2);

    for (int i = 0; i < 200; i++) {
      assertThat(EmbeddedEngine.await(result.next())).isPresent();
    }
    assertThat(settledBytes(memory)).as("bytes after reading on").isLessThan(MEMORY_BYTES / 2);
    EmbeddedEngine.await(result.close());
    engine.assertNothingLeft();
  }

  /** What is reserved once it has not changed for a fifth of the quiet time. */
  private static long settledBytes(MemoryPool memory) {
    AtomicLong last = new AtomicLong(-1);
    TestCluster.eventually("the producers stop", 30, () -> {
      long now = memory.reservedBytes();
      LockSupport.parkNanos(QUIET_NANOS / 5);
      return last.getAndSet(now) == now && memory.reservedBytes() == now;
    });
    return last.get();
  }

  @Test
  void closingAResultEarlyEndsItsTasks() {
    QueryResult result = EmbeddedEngine.await(engine.session().execute(MANY_ROWS));
    EmbeddedEngine.await(result.next());
    EmbeddedEngine.await(result.close());
    engine.assertNothingLeft();
  }

  @Test
  void aQueryIsOverOnlyWhenItHasGivenAllBack() {
    for (int run = 0; run < 2_000; run++) {
      assertThat(engine.rows("SELECT 1")).hasSize(1);
      engine.assertNothingLeft();
    }
  }

  @Test
  void cancellingByIdFailsTheReaderAndEndsTheTasks() {
    QueryResult result = EmbeddedEngine.await(engine.session().execute(MANY_ROWS));
    EmbeddedEngine.await(result.next());
    assertThat(engine.sluice().coordinator().cancel(result.id())).isTrue();
    assertThatThrownBy(() -> EmbeddedEngine.await(BatchLoop.forEach(result, batch -> true)))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
    EmbeddedEngine.await(result.close());
    engine.assertNothingLeft();
  }

  @Test
  void aQueryOverTheMemoryLimitThatCannotSpillNamesTheLargestConsumersAndGivesEverythingBack() {
    assertThatThrownBy(
            () -> engine.rows(
                "SELECT max(s) FROM (SELECT sum(number) OVER () AS s FROM numbers(0, 1000000000)) AS t"))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.MEMORY_LIMIT))
        .hasMessageContaining("largest consumers:");
    engine.assertNothingLeft();
    assertThat(engine.rows("SELECT count(*) FROM numbers(0, 10)")).hasToString("[[10]]");
  }
}
