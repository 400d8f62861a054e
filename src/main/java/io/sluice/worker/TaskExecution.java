package io.sluice.worker;

import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.error.SluiceException;
import io.sluice.exchange.ExchangeClient;
import io.sluice.exchange.TaskOutput;
import io.sluice.memory.MemoryPool;
import io.sluice.memory.MemoryReservation;
import io.sluice.metrics.MeasuredTask;
import io.sluice.metrics.TaskProfile;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExchangeSource;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.SpillSpace;
import io.sluice.plan.TaskContext;
import io.sluice.plan.TaskMetrics;
import io.sluice.plan.runtimefilter.FilterPart;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import io.sluice.spill.TaskSpill;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One running task: a driver for each partition of its plan and for each piece of background work, moving batches to the task's output.
 *
 * <p>It is over when all partitions are, or with the first failure; then the other drivers are stopped, and when the last one has closed its work the exchange is
 * closed, spill files are deleted, and {@link #whenEnded()} completes. Thread-safe.
 */
public final class TaskExecution implements TaskContext {
  private final RuntimeFilters runtimeFilters;
  private final ExecutionPlan plan;
  private final ConfigValues config;
  private final DistributedTaskContext distributed;
  private final ExecutionResources resources;
  private final ExchangeClient exchange;
  private final TaskOutput output;
  private final TaskSpill spill;
  private final @Nullable MeasuredTask measured;
  private final Promise<Void> ended = Promise.promise();
  private final IdentityHashMap<ExecutionPlan, Object> shared = new IdentityHashMap<>();

  // Guarded by this.
  private final Set<Driver> drivers = new HashSet<>();
  private final List<Future<?>> holds = new ArrayList<>();
  private @Nullable MemoryReservation filterMemory;
  private int openPartitions;
  private boolean isEnding;
  private @Nullable SluiceException failure;

  /**
   * What a task has to do with others.
   *
   * @param input what it reads
   * @param output what it fills
   * @param filters what its joins tell and its scans are told
   */
  public record Exchanges(ExchangeClient input, TaskOutput output, RuntimeFilters filters) {}

  /**
   * Starts nothing yet.
   *
   * @param isMeasured whether the operators count what they do, for {@link #profile}
   */
  public TaskExecution(
      ExecutionPlan plan,
      ConfigValues config,
      DistributedTaskContext distributed,
      ExecutionResources resources,
      Exchanges exchanges,
      boolean isMeasured) {
    this.plan = plan;
    this.config = config;
    this.distributed = distributed;
    this.resources = resources;
    this.exchange = exchanges.input();
    this.output = exchanges.output();
    this.runtimeFilters = exchanges.filters();
    this.spill = new TaskSpill(resources.spill(), this);
    this.measured = isMeasured ? new MeasuredTask(plan, resources.clock()) : null;
  }

  /** Starts the drivers of all partitions. Called once. */
  public void start() {
    int partitions = plan.partitionCount();
    synchronized (this) {
      openPartitions = partitions;
    }
    for (int partition = 0; partition < partitions; partition++) {
      BackgroundWork work = new OutputWork(plan, partition, this, output);
      Driver driver = drive(measured == null ? work : measured.output(work), this::partitionEnded);
      output.whenClosed(partition).onComplete(closed -> driver.wake());
    }
  }

  /** Completes when every driver has closed its work; fails with the first cause. */
  public Future<Void> whenEnded() {
    return ended.future();
  }

  /** What the operators have counted until now; empty where they do not. */
  public Optional<TaskProfile> profile() {
    return Optional.ofNullable(measured).map(MeasuredTask::profile);
  }

  /** Ends the task with a cause, which its readers get too. Later causes are ignored. */
  public void fail(Throwable cause) {
    SluiceException error = SluiceException.of(cause);
    synchronized (this) {
      if (isEnding) {
        return;
      }
      failure = error;
      isEnding = true;
    }
    try {
      output.fail(error);
    } finally {
      stopDrivers();
    }
  }

  /** Tells the task's scans a runtime filter of another stage; one that memory is too short for is unknown to them. */
  public void addRuntimeFilter(FilterPart filter) {
    boolean hasRoom =
        filter.keys().map(RuntimeFilter::retainedBytes).map(this::reserve).orElse(true);
    runtimeFilters.add(1, hasRoom ? filter : new FilterPart(filter.filter(), Optional.empty()));
  }

  private synchronized boolean reserve(long filterBytes) {
    if (isEnding) {
      return false;
    }
    MemoryReservation memory = filterMemory;
    if (memory == null) {
      memory = resources.memory().reserve("runtime filters of other stages");
      filterMemory = memory;
    }
    return memory.tryGrow(filterBytes);
  }

  private Driver drive(BackgroundWork work, Consumer<@Nullable Throwable> onEnd) {
    Driver driver = resources.drivers().driver(work, (ended, cause) -> {
      try {
        onEnd.accept(cause);
      } finally {
        remove(ended);
      }
    });
    boolean isTooLate;
    synchronized (this) {
      drivers.add(driver);
      isTooLate = isEnding;
    }
    if (isTooLate) {
      driver.stop();
    } else {
      driver.wake();
    }
    return driver;
  }

  private void remove(Driver driver) {
    boolean isLast;
    synchronized (this) {
      drivers.remove(driver);
      isLast = isEnding && drivers.isEmpty();
    }
    if (isLast) {
      finish();
    }
  }

  private void partitionEnded(@Nullable Throwable cause) {
    if (cause != null) {
      fail(cause);
      return;
    }
    synchronized (this) {
      openPartitions--;
      if (openPartitions > 0 || isEnding) {
        return;
      }
      isEnding = true;
    }
    stopDrivers();
  }

  private void stopDrivers() {
    List<Driver> running;
    synchronized (this) {
      running = List.copyOf(drivers);
    }
    running.forEach(Driver::stop);
    if (running.isEmpty()) {
      finish();
    }
  }

  private void finish() {
    SluiceException cause;
    List<Future<?>> open;
    synchronized (this) {
      cause = failure;
      open = List.copyOf(holds);
      if (filterMemory != null) {
        filterMemory.close();
      }
    }
    exchange.close();
    Future.join(open).otherwiseEmpty().eventually(spill::close).onComplete(deleted -> {
      if (cause == null) {
        ended.tryComplete();
      } else {
        ended.tryFail(cause);
      }
    });
  }

  @Override
  public void spawn(String name, BackgroundWork work) {
    drive(metrics().current().measured(work), cause -> {
      if (cause != null) {
        fail(cause);
      }
    });
  }

  @Override
  public TaskMetrics metrics() {
    return measured == null ? TaskMetrics.OFF : measured;
  }

  @Override
  public ConfigValues config() {
    return config;
  }

  @Override
  public MemoryPool memory() {
    return resources.memory();
  }

  @Override
  public Clock clock() {
    return resources.clock();
  }

  @Override
  public DistributedTaskContext distributed() {
    return distributed;
  }

  @Override
  public ExchangeSource exchange() {
    return (stage, producerTask, partition, schema) ->
        exchange.open(stage, producerTask, partition, schema, metrics().current());
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T shared(ExecutionPlan node, Supplier<T> create) {
    synchronized (shared) {
      Object state = shared.get(node);
      if (state == null) {
        state = create.get();
        shared.put(node, state);
      }
      return (T) state;
    }
  }

  @Override
  public <T> Future<T> executeBlocking(Callable<T> call) {
    return resources.executeBlocking(metrics().current().measured(call));
  }

  @Override
  public Vertx vertx() {
    return resources.vertx();
  }

  @Override
  public synchronized void holdOpen(Future<?> end) {
    holds.add(end);
  }

  @Override
  public RuntimeFilters runtimeFilters() {
    return runtimeFilters;
  }

  @Override
  public SpillSpace spill() {
    return spill;
  }
}
