package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.BatchPayload;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.QueryId;
import io.sluice.plan.TaskId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskOutputTest {
  private static final TaskId CONSUMER = new TaskId(new QueryId(1, 2), 0, 0, 0);
  private static final long BUFFER_BYTES = 10_000;
  private static final ConfigValues OPTIONS =
      ExchangeBed.with(ExchangeOptions.PARTITION_BUFFER_BYTES, BUFFER_BYTES);

  private final MemoryPool memory = new MemoryPool(1 << 20);
  private final TaskOutput output = new TaskOutput(ExchangeBed.producer(0), 2, memory, OPTIONS);
  private final Recorder recorder = new Recorder();

  /** Writes down what it is told, and gives batches back at once. */
  private static final class Recorder implements ExchangeConsumer {
    private final List<String> events = new ArrayList<>();

    @Override
    public void onBatch(int partition, BatchPayload payload, long creditBytes) {
      RecordBatch batch = ((BatchPayload.Reference) payload).batch();
      events.add(partition + ": " + batch.rowCount() + " rows");
      batch.release();
    }

    @Override
    public void onEnd(int partition, long rowCount) {
      events.add(partition + ": end of " + rowCount);
    }

    @Override
    public void onError(SluiceException cause) {
      events.add(cause.code().name());
    }
  }

  @AfterEach
  void nothingIsLeft() {
    output.close();
    output.close();
    assertThat(memory.openReservations()).isEmpty();
    assertThat(memory.reservedBytes()).isZero();
  }

  private int fill(int partition) {
    int batches = 0;
    while (output.admission(partition) instanceof Admission.Open) {
      output.offer(partition, Numbers.batch(0, 100));
      batches++;
    }
    return batches;
  }

  @Test
  void apartitionThatNobodyReadsWaitsWithinItsBound() {
    assertThat(fill(0)).isEqualTo((int) Math.ceil(BUFFER_BYTES / 800.0));
    assertThat(memory.reservedBytes()).isBetween(BUFFER_BYTES, BUFFER_BYTES + 800);
    assertThat(output.admission(1)).isEqualTo(Admission.OPEN);
  }

  @Test
  void nothingIsSentWithoutCreditAndAllThatItLasts() {
    ExchangeReader reader = output.attach(CONSUMER, recorder);
    int batches = fill(0);
    Admission.Full full = (Admission.Full) output.admission(0);
    assertThat(recorder.events).isEmpty();

    reader.grant(0, 1);
    assertThat(recorder.events).containsExactly("0: 100 rows");
    reader.grant(0, 1);
    assertThat(recorder.events).as("the first batch took more than its credit").hasSize(1);
    assertThat(full.whenRoom().isComplete()).isFalse();

    reader.grant(0, 1 << 20);
    assertThat(recorder.events).hasSize(batches);
    assertThat(full.whenRoom().isComplete()).isTrue();
    assertThat(memory.reservedBytes()).isZero();
  }

  @Test
  void theEndFollowsTheLastBatchAndNeedsNoCredit() {
    ExchangeReader reader = output.attach(CONSUMER, recorder);
    reader.grant(0, 1);
    reader.grant(1, 1);
    output.offer(0, Numbers.batch(0, 5));
    output.end(0);
    assertThat(recorder.events).containsExactly("0: 5 rows", "0: end of 5");
    assertThat(output.whenFinished().isComplete()).isFalse();
    output.end(1);
    assertThat(recorder.events).endsWith("1: end of 0");
    assertThat(output.whenFinished().isComplete()).isTrue();
    output.close();
    assertThat(recorder.events).as("closing a finished output is no error").hasSize(3);
  }

  @Test
  void batchesWithoutRowsAreLeftOut() {
    output.attach(CONSUMER, recorder).grant(0, 1);
    output.offer(0, Numbers.batch(0, 0));
    assertThat(recorder.events).isEmpty();
  }

  @Test
  void aClosedPartitionTakesNothingAndWakesItsDriver() {
    ExchangeReader reader = output.attach(CONSUMER, recorder);
    fill(0);
    Admission.Full full = (Admission.Full) output.admission(0);
    reader.closePartition(0);
    assertThat(full.whenRoom().isComplete()).isTrue();
    assertThat(output.whenClosed(0).isComplete()).isTrue();
    assertThat(output.offer(0, Numbers.batch(0, 5))).isEqualTo(Admission.CLOSED);
    assertThat(memory.reservedBytes()).isZero();
    reader.closePartition(1);
    assertThat(output.whenFinished().isComplete()).isTrue();
  }

  @Test
  void closingTheReaderClosesWhatItAskedFor() {
    ExchangeReader reader = output.attach(CONSUMER, recorder);
    reader.grant(0, 1);
    reader.close();
    reader.close();
    assertThat(output.admission(0)).isEqualTo(Admission.CLOSED);
    assertThat(output.admission(1)).isEqualTo(Admission.OPEN);
    output.fail(new SluiceException(ErrorCode.IO_ERROR, "x"));
    assertThat(recorder.events).isEmpty();
  }

  @Test
  void aFailureDropsWhatWaitsAndReachesLateReaders() {
    fill(0);
    output.fail(new SluiceException(ErrorCode.IO_ERROR, "x"));
    assertThat(memory.reservedBytes()).isZero();
    output.attach(CONSUMER, recorder).grant(0, 1 << 20);
    assertThat(recorder.events).containsExactly("IO_ERROR");
    assertThat(output.admission(1)).isEqualTo(Admission.CLOSED);
  }

  @Test
  void closingAnUnfinishedOutputIsAnErrorToItsReaders() {
    output.attach(CONSUMER, recorder).grant(0, 1);
    output.close();
    assertThat(recorder.events).containsExactly("CANCELLED");
  }

  @Test
  void creditForAPartitionThatIsNotThereIsAnError() {
    output.attach(CONSUMER, recorder).grant(2, 1);
    assertThat(recorder.events).containsExactly("EXCHANGE_ERROR");
  }

  @Test
  void aBatchThatThePoolHasNoRoomForFillsItsPartitionUntilItIsRead() {
    TaskOutput large =
        new TaskOutput(ExchangeBed.producer(1), 1, memory, ConfigValues.of(ExchangeOptions.ALL));
    RecordBatch batch = Numbers.batch(0, 1 << 18);
    assertThat(large.offer(0, batch)).isInstanceOf(Admission.Full.class);
    assertThat(memory.reservedBytes()).isLessThan(batch.retainedBytes());

    large.attach(CONSUMER, recorder).grant(0, 1);
    assertThat(large.admission(0)).isEqualTo(Admission.OPEN);
    large.close();
  }

  @Test
  void aConsumerThatThrowsFailsTheOutput() {
    ExchangeReader reader = output.attach(CONSUMER, new ExchangeConsumer() {
      @Override
      public void onBatch(int partition, BatchPayload payload, long creditBytes) {
        ((BatchPayload.Reference) payload).batch().release();
        throw new IllegalStateException("broken");
      }

      @Override
      public void onEnd(int partition, long rowCount) {}

      @Override
      public void onError(SluiceException cause) {
        recorder.onError(cause);
      }
    });
    reader.grant(0, 1);
    output.offer(0, Numbers.batch(0, 5));
    assertThat(recorder.events).containsExactly("INTERNAL_ERROR");
  }
}
