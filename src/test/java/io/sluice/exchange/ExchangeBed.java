package io.sluice.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.exchange.frame.BatchMemory;
import io.sluice.extension.ChannelResolver;
import io.sluice.extension.WorkerInfo;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.Poll;
import io.sluice.plan.QueryId;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Producer workers and a consumer task, joined in process or by TCP over loopback; checks at the end that nothing is reserved, and no buffer kept. */
final class ExchangeBed implements AutoCloseable {
  enum Transport {
    IN_PROCESS,
    NETWORK
  }

  static final QueryId QUERY = new QueryId(1, 2);
  private static final int STAGE = 1;

  final Vertx vertx = Vertx.vertx();
  final MemoryPool producerMemory = new MemoryPool(1L << 30);
  final MemoryPool consumerMemory;
  final ConfigValues options;
  final List<TestWorker> workers = new ArrayList<>();
  final List<WorkerInfo> infos = new ArrayList<>();
  final List<ExchangeServer> servers = new ArrayList<>();
  final ChannelResolver channels;
  final List<TaskOutput> outputs = new ArrayList<>();
  final List<ExchangeClient> clients = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  ExchangeBed(Transport transport, int producerTasks) {
    this(transport, producerTasks, ConfigValues.of(ExchangeOptions.ALL), 1L << 30);
  }

  ExchangeBed(Transport transport, int producerTasks, ConfigValues options, long consumerBytes) {
    this.options = options;
    consumerMemory = new MemoryPool(consumerBytes);
    InMemoryChannelResolver inMemory = new InMemoryChannelResolver();
    for (int i = 0; i < producerTasks; i++) {
      TestWorker worker = new TestWorker(vertx, options);
      workers.add(worker);
      String id = "worker-" + i;
      int port = 0;
      if (transport == Transport.NETWORK) {
        ExchangeServer server = new ExchangeServer(vertx, worker, options);
        servers.add(server);
        port = await(server.listen("127.0.0.1", 0));
      } else {
        inMemory.add(id, worker);
      }
      infos.add(new WorkerInfo(id, "127.0.0.1", port, 2, ""));
    }
    channels =
        transport == Transport.NETWORK ? new NetworkChannelResolver(vertx, options) : inMemory;
  }

  static <T> ConfigValues with(ConfigOption<T> option, T value) {
    return ConfigValues.of(ExchangeOptions.ALL).with(option, value);
  }

  static TaskId producer(int task) {
    return new TaskId(QUERY, STAGE, task, 0);
  }

  TaskOutput output(int task, int partitions) {
    TaskOutput output = new TaskOutput(producer(task), partitions, producerMemory, options);
    outputs.add(output);
    workers.get(task).outputs.add(producer(task), output);
    return output;
  }

  ExchangeClient client(int task) {
    return client(0, task);
  }

  ExchangeClient client(int stage, int task) {
    ExchangeClient client = new ExchangeClient(
        new TaskId(QUERY, stage, task, 0), Map.of(STAGE, infos), channels, consumerMemory, options);
    clients.add(client);
    return client;
  }

  RecordBatchStream open(ExchangeClient client, int producerTask, int partition) {
    return client.open(STAGE, producerTask, partition, Numbers.SCHEMA);
  }

  /** Plays the driver of one partition: batches of numbers from 0 on. Answers how many batches were taken. */
  Future<Integer> produce(TaskOutput output, int partition, int batches, int rowsPerBatch) {
    return run(() -> {
      for (int i = 0; i < batches; i++) {
        Admission admission = output.admission(partition);
        while (admission instanceof Admission.Full full) {
          await(full.whenRoom());
          admission = output.admission(partition);
        }
        if (admission instanceof Admission.Closed) {
          return i;
        }
        output.offer(partition, Numbers.batch((long) i * rowsPerBatch, rowsPerBatch));
      }
      output.end(partition);
      return batches;
    });
  }

  /** Plays the driver of a reader: all rows, in order. */
  Future<Long> readAll(RecordBatchStream stream) {
    return run(() -> {
      try (stream) {
        return readRows(stream, Long.MAX_VALUE);
      }
    });
  }

  /** Reads at least that many rows, or all. */
  static long readRows(RecordBatchStream stream, long limit) {
    long rows = 0;
    while (rows < limit) {
      Poll poll = stream.poll();
      if (poll instanceof Poll.Ready ready) {
        for (int i = 0; i < ready.batch().rowCount(); i++) {
          assertThat(ready.batch().column(0).value(ready.batch().rowAt(i))).isEqualTo(rows);
          rows++;
        }
      } else if (poll instanceof Poll.Pending pending) {
        await(pending.whenReady());
      } else {
        return rows;
      }
    }
    return rows;
  }

  <T> Future<T> run(java.util.concurrent.Callable<T> work) {
    io.vertx.core.Promise<T> promise = io.vertx.core.Promise.promise();
    threads.execute(() -> {
      try {
        promise.complete(work.call());
      } catch (Exception | AssertionError e) {
        promise.fail(e);
      }
    });
    return promise.future();
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("nothing happened for 20 s", e);
    }
  }

  @Override
  public void close() {
    clients.forEach(ExchangeClient::close);
    outputs.forEach(TaskOutput::close);
    threads.shutdownNow();
    assertThat(producerMemory.openReservations()).isEmpty();
    assertThat(producerMemory.reservedBytes()).isZero();
    assertThat(consumerMemory.openReservations()).isEmpty();
    assertThat(consumerMemory.reservedBytes()).isZero();
    if (channels instanceof NetworkChannelResolver network) {
      await(network.close());
    }
    servers.forEach(server -> await(server.close()));
    await(vertx.close());
    assertThat(BatchMemory.openBuffers()).isZero();
  }
}
