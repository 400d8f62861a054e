package io.sluice.exchange;

import static io.sluice.exchange.ExchangeBed.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.exchange.ExchangeBed.Transport;
import io.sluice.extension.WorkerInfo;
import io.sluice.plan.RecordBatchStream;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What readers and producers learn when the network between them breaks. */
@Timeout(60)
class ExchangeFailureTest {
  @Test
  void aCutConnectionIsAnErrorThatNamesTheWorkerAndNeverAnEnd() {
    try (ExchangeBed bed = new ExchangeBed(Transport.NETWORK, 1)) {
      TcpProxy proxy = TcpProxy.to(bed.vertx, bed.infos.get(0).port());
      WorkerInfo behindProxy = new WorkerInfo("worker-0", "127.0.0.1", proxy.port(), 2, "");
      bed.infos.set(0, behindProxy);
      TaskOutput output = bed.output(0, 2);
      Future<Integer> endless = bed.produce(output, 0, Integer.MAX_VALUE / 10, 10);
      ExchangeClient client = bed.client(0);
      RecordBatchStream stream = bed.open(client, 0, 0);
      RecordBatchStream idle = bed.open(client, 0, 1);
      ExchangeBed.readRows(stream, 100_000);

      proxy.cut();

      assertLost(stream, behindProxy);
      assertLost(idle, behindProxy);
      assertThat(await(endless)).isPositive();
      await(output.whenFinished());
    }
  }

  private static void assertLost(RecordBatchStream stream, WorkerInfo worker) {
    assertThatThrownBy(() -> ExchangeBed.readRows(new Unchecked(stream), Long.MAX_VALUE))
        .hasMessageContaining(worker.toString())
        .isInstanceOfSatisfying(
            SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKER_LOST));
    stream.close();
  }

  /** Batches as if they were empty, for a reader that has seen some rows already. */
  private record Unchecked(RecordBatchStream stream) implements RecordBatchStream {
    @Override
    public io.sluice.type.Schema schema() {
      return stream.schema();
    }

    @Override
    public io.sluice.plan.Poll poll() {
      io.sluice.plan.Poll poll = stream.poll();
      return poll instanceof io.sluice.plan.Poll.Ready ? io.sluice.plan.Poll.YIELD : poll;
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  @Test
  void aServerThatStopsIsALostWorker() {
    try (ExchangeBed bed = new ExchangeBed(Transport.NETWORK, 1)) {
      bed.output(0, 1).offer(0, Numbers.batch(0, 10));
      RecordBatchStream stream = bed.open(bed.client(0), 0, 0);
      ExchangeBed.readRows(stream, 10);
      await(bed.servers.get(0).close());
      assertLost(stream, bed.infos.get(0));
    }
  }

  @Test
  void aWorkerThatDoesNotListenIsALostWorker() throws IOException {
    int freePort;
    try (ServerSocket free = new ServerSocket(0)) {
      freePort = free.getLocalPort();
    }
    try (ExchangeBed bed = new ExchangeBed(Transport.NETWORK, 1)) {
      bed.infos.set(0, new WorkerInfo("gone", "127.0.0.1", freePort, 2, ""));
      assertLost(bed.open(bed.client(0), 0, 0), bed.infos.get(0));
    }
  }

  @Test
  void aWorkerThatLeavesTheClusterIsALostWorkerAtOnce() {
    try (ExchangeBed bed = new ExchangeBed(Transport.NETWORK, 1)) {
      bed.output(0, 1);
      RecordBatchStream stream = bed.open(bed.client(0), 0, 0);
      ((NetworkChannelResolver) bed.channels).workerLost("worker-0");
      assertLost(stream, bed.infos.get(0));
    }
  }

  @Test
  void aConsumersDeathClosesItsPartitions() {
    try (ExchangeBed bed = new ExchangeBed(Transport.NETWORK, 1)) {
      TaskOutput output = bed.output(0, 1);
      Future<Integer> endless = bed.produce(output, 0, Integer.MAX_VALUE / 10, 10);
      ExchangeClient client = bed.client(0);
      RecordBatchStream stream = bed.open(client, 0, 0);
      ExchangeBed.readRows(stream, 1000);

      await(((NetworkChannelResolver) bed.channels).close());

      await(output.whenFinished());
      assertThat(await(endless)).isPositive();
      assertThat(bed.producerMemory.reservedBytes()).isZero();
      stream.close();
    }
  }

  @Test
  void aPortInUseIsAnErrorThatNamesIt() {
    try (ExchangeBed bed = new ExchangeBed(Transport.NETWORK, 1)) {
      int port = bed.infos.get(0).port();
      io.vertx.core.Vertx other = io.vertx.core.Vertx.vertx();
      ExchangeServer second = new ExchangeServer(other, bed.workers.get(0), bed.options);
      assertThatThrownBy(() -> await(second.listen("127.0.0.1", port)))
          .hasMessageContaining("127.0.0.1:" + port)
          .isInstanceOfSatisfying(
              SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO_ERROR));
      await(other.close());
    }
  }
}
