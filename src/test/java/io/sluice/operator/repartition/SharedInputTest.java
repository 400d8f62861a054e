package io.sluice.operator.repartition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.LongVector;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads read one input. */
@Timeout(60)
class SharedInputTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", DataType.BIGINT, false));
  private static final int BATCHES = 3000;

  private final MemoryPool pool = new MemoryPool(1 << 30);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
    assertThat(pool.openReservations()).isEmpty();
  }

  /** Numbers batches, waits or has nothing at times, and notices when two threads poll at once. */
  private static class Numbers implements RecordBatchStream {
    private final AtomicInteger polling = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Random random;
    private long given;

    Numbers(long seed) {
      random = new Random(seed);
    }

    @Override
    public Schema schema() {
      return SCHEMA;
    }

    @Override
    public Poll poll() {
      assertThat(polling.incrementAndGet()).isEqualTo(1);
      assertThat(closed.get()).isZero();
      try {
        return next();
      } finally {
        polling.decrementAndGet();
      }
    }

    Poll next() {
      return switch (random.nextInt(8)) {
        case 0 -> Poll.YIELD;
        case 1 -> Poll.pending(Future.succeededFuture());
        case 2 -> Poll.batch(batch());
        default -> given == BATCHES ? Poll.END : Poll.batch(batch(given++));
      };
    }

    static RecordBatch batch(long... values) {
      LongVector vector = new LongVector(DataType.BIGINT, values.length);
      System.arraycopy(values, 0, vector.values(), 0, values.length);
      vector.setLength(values.length);
      return RecordBatch.of(SCHEMA, values.length, vector);
    }

    @Override
    public void close() {
      assertThat(polling.get()).isZero();
      closed.incrementAndGet();
    }
  }

  private SharedInput share(RecordBatchStream input, int outputs) {
    return new SharedInput(input, outputs, pool.reserve("test"));
  }

  private static void await(Poll.Pending pending) throws Exception {
    pending.whenReady().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static List<Long> readAll(SharedInputReader reader) throws Exception {
    List<Long> values = new ArrayList<>();
    try (reader) {
      while (true) {
        Poll poll = reader.poll();
        if (poll instanceof Poll.Ready ready) {
          values.add((Long) ready.batch().rows().get(0).get(0));
        } else if (poll instanceof Poll.Pending pending) {
          await(pending);
        } else if (poll instanceof Poll.End) {
          return values;
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyBatchComesToOneOutput(int outputs) throws Exception {
    long seed = System.nanoTime();
    Numbers input = new Numbers(seed);
    SharedInput shared = share(input, outputs);
    List<Callable<List<Long>>> readers = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      SharedInputReader reader = new SharedInputReader(SCHEMA, shared);
      readers.add(() -> readAll(reader));
    }
    List<Long> all = new ArrayList<>();
    for (var values : threads.invokeAll(readers)) {
      List<Long> ofOne = values.get();
      assertThat(ofOne).as("seed %d", seed).isSorted();
      all.addAll(ofOne);
    }
    assertThat(all)
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, BATCHES).boxed().toList());
    assertThat(shared.poll()).isInstanceOf(Poll.End.class);
    shared.close();
    assertThat(input.closed.get()).isEqualTo(1);
  }

  @Test
  void aFailureIsThatOfAllOutputs() {
    SharedInput shared = share(
        new Numbers(1) {
          @Override
          Poll next() {
            throw new SluiceException(ErrorCode.DIVISION_BY_ZERO, "by zero");
          }
        },
        2);
    for (int i = 0; i < 2; i++) {
      try (SharedInputReader reader = new SharedInputReader(SCHEMA, shared)) {
        assertThatThrownBy(reader::poll).hasMessage("by zero");
      }
    }
    assertThat(shared.poll()).isInstanceOf(Poll.End.class);
    shared.close();
  }

  @Test
  void theInputIsClosedWhenAllOutputsAre() {
    Numbers input = new Numbers(2);
    SharedInput shared = share(input, 2);
    SharedInputReader first = new SharedInputReader(SCHEMA, shared);
    SharedInputReader second = new SharedInputReader(SCHEMA, shared);
    while (!(first.poll() instanceof Poll.Ready)) {
      // Until there is one.
    }
    assertThat(pool.reservedBytes()).isPositive();
    first.close();
    assertThat(shared.poll()).isInstanceOf(Poll.Pending.class);
    second.close();
    assertThat(shared.poll()).isInstanceOf(Poll.End.class);
    assertThat(input.closed.get()).isZero();
    shared.close();
    assertThat(input.closed.get()).isEqualTo(1);
  }

  @Test
  void aTaskThatEndsClosesTheInputBehindWhoPollsIt() throws Exception {
    CountDownLatch isPolled = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    Numbers input = new Numbers(3) {
      @Override
      Poll next() {
        isPolled.countDown();
        try {
          assertThat(goesOn.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        return Poll.YIELD;
      }
    };
    SharedInput shared = share(input, 2);
    SharedInputReader first = new SharedInputReader(SCHEMA, shared);
    SharedInputReader second = new SharedInputReader(SCHEMA, shared);
    var polled = threads.submit(first::poll);
    assertThat(isPolled.await(30, TimeUnit.SECONDS)).isTrue();
    Poll waits = second.poll();
    assertThat(waits).isInstanceOf(Poll.Pending.class);
    shared.close();
    await((Poll.Pending) waits);
    assertThatThrownBy(second::poll)
        .isInstanceOfSatisfying(
            SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    assertThat(input.closed.get()).isZero();
    goesOn.countDown();
    assertThat(polled.get(30, TimeUnit.SECONDS)).isSameAs(Poll.YIELD);
    assertThat(input.closed.get()).isEqualTo(1);
    first.close();
    second.close();
  }
}
