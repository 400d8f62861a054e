package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.RecordBatch;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestKitTest {
  private static final Schema SCHEMA = BatchGenerator.allTypes();

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void batchesArriveAsTheyWereMade(Encoding encoding) {
    for (int threads : new int[] {1, 3}) {
      BatchesExec leaf = new BatchesExec(
          SCHEMA, new BatchGenerator(SCHEMA, 7).withEncoding(encoding).partitions(3, 500, 100));
      try (TestTaskContext context = TestTaskContext.builder().threads(threads).build()) {
        assertThat(PlanRunner.rows(leaf, context)).hasSize(1500).isEqualTo(leaf.rows());
      }
    }
  }

  @Test
  void aLateReaderReadsNonsenseUnlessItRetains() {
    RecordBatch batch =
        new BatchGenerator(SCHEMA, 1).withEncoding(Encoding.FLAT).batch(10);
    BatchesExec leaf = BatchesExec.of(SCHEMA, batch, batch);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      RecordBatchStream stream = leaf.execute(0, context);
      RecordBatch first = nextBatch(stream).retain();
      RecordBatch second = nextBatch(stream);
      assertThat(first.rows()).isEqualTo(batch.rows());
      assertThat(second.rows()).isEqualTo(batch.rows());
      stream.close();
      assertThat(first.rows()).isEqualTo(batch.rows());
      assertThat(readsAs(second, batch)).isFalse();
      context.runUntilQuiet();
    }
  }

  /** Values that were overwritten may not even be readable. */
  private static boolean readsAs(RecordBatch batch, RecordBatch expected) {
    try {
      return batch.rows().equals(expected.rows());
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static RecordBatch nextBatch(RecordBatchStream stream) {
    while (true) {
      if (stream.poll() instanceof Poll.Ready ready) {
        return ready.batch();
      }
    }
  }

  @Test
  void failuresComeOutAndEverythingIsClosed() {
    BatchesExec leaf = new BatchesExec(SCHEMA, new BatchGenerator(SCHEMA, 7).partitions(3, 50, 10))
        .failing(1, new IllegalStateException("as asked"));
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      assertThatThrownBy(() -> PlanRunner.rows(leaf, context)).hasMessage("as asked");
      assertThat(context.openNames()).isEmpty();
    }
  }

  @Test
  void whatIsLeftOverIsFound() {
    TestTaskContext context = TestTaskContext.ofBatchSize(10);
    context.reserve("forgotten").grow(100);
    assertThatThrownBy(context::close).isInstanceOf(AssertionError.class);
    TestTaskContext other = TestTaskContext.ofBatchSize(10);
    RecordBatchStream stream = BatchesExec.of(SCHEMA).execute(0, other);
    assertThatThrownBy(other::close).hasMessageContaining("BatchesExec");
    stream.close();
  }

  @Test
  void spawnedWorkRunsToItsEndOrIsClosedWithTheTask() {
    AtomicInteger polls = new AtomicInteger();
    AtomicInteger closes = new AtomicInteger();
    AtomicReference<Future<String>> blocking = new AtomicReference<>();
    class Counting implements BackgroundWork {
      @Override
      public Poll poll() {
        return polls.incrementAndGet() % 10 == 0 ? Poll.END : Poll.YIELD;
      }

      @Override
      public void close() {
        closes.incrementAndGet();
      }
    }

    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      context.spawn("counting", new Counting());
      blocking.set(context.executeBlocking(() -> "done"));
      context.runUntilQuiet();
      assertThat(closes).hasValue(1);
      assertThat(context.isSpawnedWorkDone()).isTrue();
      context.spawn("never run", new Counting());
    }
    assertThat(closes).hasValue(2);
    assertThat(polls).hasValue(10);
    assertThat(List.of(blocking.get().result())).containsExactly("done");
  }
}
