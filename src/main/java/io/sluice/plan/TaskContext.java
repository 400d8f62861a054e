package io.sluice.plan;

import io.sluice.column.RecordBatch;
import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.memory.MemoryPool;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** What a plan needs while it runs as one task. Thread-safe. */
public interface TaskContext {
  /** The session's settings as they were when the query was planned. */
  ConfigValues config();

  MemoryPool memory();

  Clock clock();

  DistributedTaskContext distributed();

  ExchangeSource exchange();

  /**
   * State that the partitions of one node share in this task, made at the first call. Nodes are told apart by identity.
   *
   * @param node the node that asks, {@code this} in a plan
   */
  <T> T shared(ExecutionPlan node, Supplier<T> create);

  /**
   * Runs work on the driver threads until it answers the end, fails or the task ends. A failure fails the task.
   *
   * @param name for messages, for instance {@code RepartitionExec input 3}
   */
  void spawn(String name, BackgroundWork work);

  /** Runs a blocking call on the I/O pool. The future completes on a thread of that pool. */
  <T> Future<T> executeBlocking(Callable<T> call);

  /** The Vert.x of the node: for sources and sinks that live on its event bus or its clients. */
  Vertx vertx();

  /** The task is not over before this has completed, well or not: for calls that may still be running when a stream was closed. */
  void holdOpen(Future<?> end);

  /** Where rows go that memory has no room for. */
  SpillSpace spill();

  /** What the joins of this task know of the rows that they need. */
  RuntimeFilters runtimeFilters();

  /**
   * The rows that an iteration of a recursive query reads, kept until it ends.
   *
   * @param recursion the number of the recursive query
   */
  default List<RecordBatch> workingTable(int recursion) {
    throw new IllegalStateException("no iteration of recursion " + recursion + " is running");
  }

  /** What the task counts of its operators. */
  default TaskMetrics metrics() {
    return TaskMetrics.OFF;
  }

  default int batchSize() {
    return config().getInt(SessionOptions.BATCH_SIZE);
  }

  default MemoryReservation reserve(String consumer) {
    return memory().reserve(consumer, metrics().current());
  }

  /** A reservation of an operator that can put its rows into {@link #spill()}. */
  default MemoryReservation reserveSpillable(String consumer) {
    return memory().reserveSpillable(consumer, metrics().current());
  }
}
