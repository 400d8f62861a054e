package io.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sluice.column.RecordBatch;
import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExchangeSource;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.SpillSpace;
import io.sluice.plan.TaskContext;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One task that runs a leaf on the test's thread and its blocking reads on two others. After {@link #close()} nothing may be reserved. */
public final class ScanTask implements TaskContext, AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;
  private static final ExecutorService IO_POOL = Executors.newFixedThreadPool(2, work -> {
    Thread thread = new Thread(work, "test I/O");
    thread.setDaemon(true);
    return thread;
  });

  private final RuntimeFilters runtimeFilters = new RuntimeFilters();
  private final ConfigValues config;
  private final DistributedTaskContext distributed;
  private final MemoryPool memory;
  private final Phaser blockingCalls = new Phaser(1);
  private final IdentityHashMap<ExecutionPlan, Object> shared = new IdentityHashMap<>();

  public ScanTask(ConfigValues config, DistributedTaskContext distributed, long memoryBytes) {
    this(config, distributed, new MemoryPool(memoryBytes));
  }

  /** A task that shares a pool, and what is kept in it, with others that ran before. */
  public ScanTask(ConfigValues config, DistributedTaskContext distributed, MemoryPool memory) {
    this.config = config;
    this.distributed = distributed;
    this.memory = memory;
  }

  public static ScanTask ofBatchSize(int batchSize) {
    return new ScanTask(config(batchSize), DistributedTaskContext.SINGLE, 1L << 30);
  }

  public static ConfigValues config(int batchSize) {
    return ConfigValues.of(SessionOptions.ALL).with(SessionOptions.BATCH_SIZE, (long) batchSize);
  }

  /** All rows of a leaf, as all of its tasks give them. */
  public static List<List<Object>> rows(ExecutionPlan leaf, int batchSize, int taskCount) {
    List<List<Object>> rows = new ArrayList<>();
    for (int task = 0; task < taskCount; task++) {
      try (ScanTask context =
          new ScanTask(config(batchSize), new DistributedTaskContext(task, taskCount), 1L << 30)) {
        context.read(leaf, batch -> rows.addAll(batch.rows()));
      }
    }
    return rows;
  }

  /** Reads all partitions, one after the other. */
  public void read(ExecutionPlan leaf, Consumer<RecordBatch> reader) {
    for (int partition = 0; partition < leaf.partitionCount(); partition++) {
      try (RecordBatchStream stream = leaf.execute(partition, this)) {
        assertThat(stream.schema()).isEqualTo(leaf.schema());
        read(stream, reader);
      }
    }
  }

  public static void read(RecordBatchStream stream, Consumer<RecordBatch> reader) {
    while (true) {
      Poll poll = stream.poll();
      if (poll instanceof Poll.Ready ready) {
        assertThat(ready.batch().schema()).isEqualTo(stream.schema());
        reader.accept(ready.batch());
      } else if (poll instanceof Poll.Pending pending) {
        await(pending.whenReady());
      } else {
        return;
      }
    }
  }

  /** The first batch that a stream gives; it must give one. */
  public static RecordBatch firstBatch(RecordBatchStream stream) {
    while (true) {
      Poll poll = stream.poll();
      if (poll instanceof Poll.Ready ready) {
        return ready.batch();
      }
      assertThat(poll).isInstanceOf(Poll.Pending.class);
      await(((Poll.Pending) poll).whenReady());
    }
  }

  private static void await(Future<Void> future) {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      // The next poll throws the cause.
      assertThat(future.isComplete())
          .as("a pending stream became ready in time")
          .isTrue();
    }
  }

  @Override
  public ConfigValues config() {
    return config;
  }

  @Override
  public MemoryPool memory() {
    return memory;
  }

  @Override
  public Clock clock() {
    return Clock.SYSTEM;
  }

  @Override
  public DistributedTaskContext distributed() {
    return distributed;
  }

  @Override
  public ExchangeSource exchange() {
    throw new UnsupportedOperationException("a leaf reads no exchange");
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T shared(ExecutionPlan node, Supplier<T> create) {
    return (T) shared.computeIfAbsent(node, key -> create.get());
  }

  @Override
  public void spawn(String name, BackgroundWork work) {
    throw new UnsupportedOperationException("a leaf spawns no work");
  }

  @Override
  public <T> Future<T> executeBlocking(Callable<T> call) {
    Promise<T> promise = Promise.promise();
    blockingCalls.register();
    IO_POOL.execute(() -> {
      try {
        promise.complete(call.call());
      } catch (Throwable e) {
        promise.fail(e);
      } finally {
        blockingCalls.arriveAndDeregister();
      }
    });
    return promise.future();
  }

  @Override
  public RuntimeFilters runtimeFilters() {
    return runtimeFilters;
  }

  @Override
  public Vertx vertx() {
    throw new AssertionError("a scan of files needs no Vert.x");
  }

  @Override
  public void holdOpen(Future<?> end) {
    throw new AssertionError("a scan ends its calls by itself");
  }

  @Override
  public SpillSpace spill() {
    throw new AssertionError("a leaf keeps no rows");
  }

  @Override
  public void close() {
    int phase = blockingCalls.arrive();
    assertThatCode(() ->
            blockingCalls.awaitAdvanceInterruptibly(phase, PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as("blocking calls end")
        .doesNotThrowAnyException();
    assertThat(memory.openReservations()).isEmpty();
    assertThat(memory.reservedBytes()).isZero();
  }
}
