package io.sluice.exchange;

import static io.sluice.exchange.ExchangeBed.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.exchange.ExchangeBed.Transport;
import io.sluice.plan.RecordBatchStream;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExchangeTest {
  @ParameterizedTest
  @EnumSource(Transport.class)
  void allRowsOfAllPartitionsArriveInOrder(Transport transport) {
    int producers = 3;
    int consumers = 2;
    int partitions = 4;
    try (ExchangeBed bed = new ExchangeBed(transport, producers)) {
      List<Future<?>> work = new ArrayList<>();
      List<Future<Long>> rows = new ArrayList<>();
      for (int c = 0; c < consumers; c++) {
        ExchangeClient client = bed.client(c);
        for (int p = 0; p < partitions / consumers; p++) {
          for (int producer = 0; producer < producers; producer++) {
            rows.add(bed.readAll(bed.open(client, producer, c * 2 + p)));
          }
        }
      }
      for (int producer = 0; producer < producers; producer++) {
        TaskOutput output = bed.output(producer, partitions);
        for (int p = 0; p < partitions; p++) {
          work.add(bed.produce(output, p, 200, 1 + 1000 * p));
        }
      }
      await(Future.all(work));
      await(Future.all(rows));
      bed.outputs.forEach(output -> await(output.whenFinished()));
      assertThat(rows.stream().mapToLong(Future::result).sum())
          .isEqualTo(producers * 200L * (1 + 1001 + 2001 + 3001));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aPausedReaderStopsItsProducerAndMemoryStaysFlat(Transport transport) {
    try (ExchangeBed bed = new ExchangeBed(transport, 1)) {
      TaskOutput output = bed.output(0, 2);
      ExchangeClient client = bed.client(0);
      RecordBatchStream paused = bed.open(client, 0, 0);
      Future<Integer> stopped = bed.produce(output, 0, 2000, 8192);
      // The other partition is not held up.
      Future<Long> other = bed.readAll(bed.open(client, 0, 1));
      await(bed.produce(output, 1, 500, 8192));
      assertThat(await(other)).isEqualTo(500L * 8192);

      assertThat(stopped.isComplete()).isFalse();
      long batchBytes = 8192L * 8 + 1024;
      assertThat(bed.producerMemory.reservedBytes()).isLessThan((1L << 20) + 2 * batchBytes);
      assertThat(bed.consumerMemory.reservedBytes()).isLessThan((1L << 20) + 2 * batchBytes);

      assertThat(await(bed.readAll(paused))).isEqualTo(2000L * 8192);
      assertThat(await(stopped)).isEqualTo(2000);
      await(output.whenFinished());
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aBatchLargerThanCreditAndBuffersPasses(Transport transport) {
    ConfigValues small = ExchangeBed.with(ExchangeOptions.PARTITION_CREDIT_BYTES, 1L)
        .with(ExchangeOptions.PARTITION_BUFFER_BYTES, 1L)
        .with(ExchangeOptions.INPUT_CREDIT_BYTES, 1L);
    try (ExchangeBed bed = new ExchangeBed(transport, 1, small, 1L << 30)) {
      TaskOutput output = bed.output(0, 1);
      Future<Integer> produced = bed.produce(output, 0, 20, 100_000);
      assertThat(await(bed.readAll(bed.open(bed.client(0), 0, 0)))).isEqualTo(2_000_000);
      assertThat(await(produced)).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void littleMemoryMakesTheReaderSlowAndNotWrong(Transport transport) {
    try (ExchangeBed bed =
        new ExchangeBed(transport, 1, ConfigValues.of(ExchangeOptions.ALL), 200_000)) {
      TaskOutput output = bed.output(0, 1);
      Future<Integer> produced = bed.produce(output, 0, 300, 8192);
      assertThat(await(bed.readAll(bed.open(bed.client(0), 0, 0)))).isEqualTo(300L * 8192);
      await(produced);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void memoryForLessThanABatchMovesOneBatchAtATime(Transport transport) {
    try (ExchangeBed bed =
        new ExchangeBed(transport, 1, ConfigValues.of(ExchangeOptions.ALL), 50_000)) {
      TaskOutput output = bed.output(0, 1);
      Future<Integer> produced = bed.produce(output, 0, 300, 8192);
      assertThat(await(bed.readAll(bed.open(bed.client(0), 0, 0)))).isEqualTo(300L * 8192);
      assertThat(await(produced)).isEqualTo(300);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void theProducersFailureIsTheReadersFailure(Transport transport) {
    try (ExchangeBed bed = new ExchangeBed(transport, 1)) {
      TaskOutput output = bed.output(0, 2);
      ExchangeClient client = bed.client(0);
      Future<Long> first = bed.readAll(bed.open(client, 0, 0));
      await(bed.produce(output, 1, 3, 10));
      output.offer(0, Numbers.batch(0, 10));
      SluiceException cause = new SluiceException(ErrorCode.DIVISION_BY_ZERO, "Division by zero");
      output.fail(cause);
      output.fail(new SluiceException(ErrorCode.CANCELLED, "not the first"));

      for (Future<Long> reader : List.of(first, bed.readAll(bed.open(client, 0, 1)))) {
        assertThatThrownBy(() -> await(reader)).isInstanceOfSatisfying(SluiceException.class, e -> {
          assertThat(e.code()).isEqualTo(ErrorCode.DIVISION_BY_ZERO);
          assertThat(e).hasMessage("Division by zero");
        });
      }
      assertThat(output.admission(0)).isEqualTo(Admission.CLOSED);
      await(output.whenClosed(0));
      await(output.whenFinished());
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void closingAPartitionStopsItsDriverOnly(Transport transport) {
    try (ExchangeBed bed = new ExchangeBed(transport, 1)) {
      TaskOutput output = bed.output(0, 2);
      ExchangeClient client = bed.client(0);
      Future<Integer> endless = bed.produce(output, 0, Integer.MAX_VALUE / 10, 10);
      RecordBatchStream stream = bed.open(client, 0, 0);
      assertThat(ExchangeBed.readRows(stream, 1000)).isGreaterThanOrEqualTo(1000);
      stream.close();
      assertThat(await(endless)).isPositive();
      await(output.whenClosed(0));
      assertThat(output.whenFinished().isComplete()).isFalse();

      await(bed.produce(output, 1, 10, 10));
      assertThat(await(bed.readAll(bed.open(client, 0, 1)))).isEqualTo(100);
      await(output.whenFinished());
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void closingTheClientEndsWaitingStreamsAndTheProducer(Transport transport) {
    try (ExchangeBed bed = new ExchangeBed(transport, 1)) {
      TaskOutput output = bed.output(0, 1);
      ExchangeClient client = bed.client(0);
      Future<Long> waiting = bed.readAll(bed.open(client, 0, 0));
      bed.vertx.setTimer(50, timer -> client.close());
      assertThatThrownBy(() -> await(waiting))
          .isInstanceOfSatisfying(
              SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
      await(output.whenFinished());
      assertThatThrownBy(() -> bed.open(client, 0, 0)).hasMessageContaining("was ended");
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aTaskThatNeverStartsIsATypedError(Transport transport) {
    try (ExchangeBed bed = new ExchangeBed(
        transport, 1, ExchangeBed.with(ExchangeOptions.OPEN_TIMEOUT, 100L), 1L << 30)) {
      RecordBatchStream stream = bed.open(bed.client(0), 0, 0);
      assertThatThrownBy(() -> await(bed.readAll(stream)))
          .hasMessageContaining("did not start within 100 ms");
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aSecondReaderOfAPartitionIsRefused(Transport transport) {
    try (ExchangeBed bed = new ExchangeBed(transport, 1)) {
      TaskOutput output = bed.output(0, 1);
      output.offer(0, Numbers.batch(0, 5));
      RecordBatchStream first = bed.open(bed.client(0), 0, 0);
      assertThat(ExchangeBed.readRows(first, 5)).isEqualTo(5);
      assertThatThrownBy(() -> await(bed.readAll(bed.open(bed.client(1), 0, 0))))
          .hasMessageContaining("is read by another task already");
      output.end(0);
      assertThat(ExchangeBed.readRows(first, 1)).isZero();
      first.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void readersThatCloseAtRandomTimesLeaveNothingBehind(Transport transport) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int producers = 2;
    int partitions = 6;
    try (ExchangeBed bed = new ExchangeBed(transport, producers)) {
      List<Future<?>> work = new ArrayList<>();
      ExchangeClient client = bed.client(0);
      for (int producer = 0; producer < producers; producer++) {
        TaskOutput output = bed.output(producer, partitions);
        for (int p = 0; p < partitions; p++) {
          work.add(bed.produce(output, p, 300, 1 + random.nextInt(5000)));
          RecordBatchStream stream = bed.open(client, producer, p);
          long limit = random.nextInt(600_000);
          work.add(bed.run(() -> {
            long rows = ExchangeBed.readRows(stream, limit);
            stream.close();
            return rows;
          }));
        }
      }
      await(Future.join(work));
      for (TaskOutput output : bed.outputs) {
        await(output.whenFinished());
      }
      assertThat(work).as("seed %d", seed).allMatch(Future::succeeded);
      assertThat(bed.producerMemory.reservedBytes()).as("seed %d", seed).isZero();
      assertThat(bed.consumerMemory.reservedBytes()).as("seed %d", seed).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void tasksOfSeveralStagesReadOneTask(Transport transport) {
    try (ExchangeBed bed = new ExchangeBed(transport, 1)) {
      TaskOutput output = bed.output(0, 2);
      List<Future<Long>> readers = List.of(
          bed.readAll(bed.open(bed.client(3, 0), 0, 0)),
          bed.readAll(bed.open(bed.client(4, 0), 0, 1)));
      output.offer(0, Numbers.batch(0, 5));
      output.offer(1, Numbers.batch(0, 7));
      output.end(0);
      output.end(1);
      await(Future.all(readers));
      assertThat(readers).extracting(Future::result).containsExactly(5L, 7L);
      await(output.whenFinished());
    }
  }

  /** More is on its way than the connection's queue takes. */
  @ParameterizedTest
  @ValueSource(longs = {64 << 10, 8 << 20})
  void smallAndLargeSocketBuffersCarryAllRows(long socketBytes) {
    ConfigValues options = ExchangeBed.with(ExchangeOptions.LOCAL_SOCKET_BYTES, socketBytes)
        .with(ExchangeOptions.PARTITION_CREDIT_BYTES, 16L << 20);
    int partitions = 3;
    int batches = 300;
    try (ExchangeBed bed = new ExchangeBed(Transport.NETWORK, 1, options, 1L << 30)) {
      TaskOutput output = bed.output(0, partitions);
      List<Future<Long>> rows = new ArrayList<>();
      for (int p = 0; p < partitions; p++) {
        RecordBatchStream stream = bed.open(bed.client(p), 0, p);
        bed.produce(output, p, batches, 8192);
        rows.add(bed.readAll(stream));
      }
      await(Future.all(rows));
      assertThat(rows).extracting(Future::result).containsOnly(batches * 8192L);
      await(output.whenFinished());
    }
  }

  /** All share one connection. */
  @ParameterizedTest
  @EnumSource(Transport.class)
  void manyTasksReadOneTaskAtOnce(Transport transport) {
    int consumers = 250;
    try (ExchangeBed bed = new ExchangeBed(transport, 1)) {
      List<Future<Long>> readers = new ArrayList<>();
      for (int c = 0; c < consumers; c++) {
        readers.add(bed.readAll(bed.open(bed.client(c), 0, c)));
      }
      TaskOutput output = bed.output(0, consumers);
      for (int c = 0; c < consumers; c++) {
        output.offer(c, Numbers.batch(0, c + 1));
      }
      for (int c = consumers - 1; c >= 0; c--) {
        output.end(c);
      }
      await(Future.all(readers));
      assertThat(readers.stream().mapToLong(Future::result).sum())
          .isEqualTo(consumers * (consumers + 1L) / 2);
      await(output.whenFinished());
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void readersThatWaitForATaskLearnOfTheirQuerysEnd(Transport transport) {
    try (ExchangeBed bed = new ExchangeBed(transport, 1)) {
      Future<Long> reader = bed.readAll(bed.open(bed.client(0), 0, 0));
      SluiceException cause = new SluiceException(ErrorCode.DIVISION_BY_ZERO, "elsewhere");
      bed.vertx.setPeriodic(
          50, timer -> bed.workers.get(0).outputs.cancel(ExchangeBed.QUERY, cause));
      assertThatThrownBy(() -> await(reader)).hasMessage("elsewhere");
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aBatchIsTheReadersUntilItsNextPoll(Transport transport) {
    try (ExchangeBed bed = new ExchangeBed(transport, 1)) {
      TaskOutput output = bed.output(0, 1);
      RecordBatch batch = Numbers.batch(0, 100);
      output.offer(0, batch);
      output.end(0);
      RecordBatchStream stream = bed.open(bed.client(0), 0, 0);
      assertThat(ExchangeBed.readRows(stream, 100)).isEqualTo(100);
      if (transport == Transport.IN_PROCESS) {
        assertThat(batch.isRetained()).isTrue();
      }
      assertThat(ExchangeBed.readRows(stream, 1)).isZero();
      assertThat(batch.isRetained()).isFalse();
      stream.close();
    }
  }
}
