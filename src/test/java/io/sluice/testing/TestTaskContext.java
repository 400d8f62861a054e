package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Clock;
import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.config.RandomSource;
import io.sluice.config.SessionOptions;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExchangeSource;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Poll;
import io.sluice.plan.SpillSpace;
import io.sluice.plan.TaskContext;
import io.sluice.plan.TaskMetrics;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import io.sluice.spill.SpillDirectory;
import io.sluice.spill.TaskSpill;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A task that runs inside a test. Its driver loop runs streams and spawned work on one thread in an order that a seed decides, or on several
 * threads. {@link #close()} ends the task and checks that nothing is reserved and nothing is open.
 *
 * <p>Run plans with {@link PlanRunner}.
 */
public final class TestTaskContext implements TaskContext, AutoCloseable {
  private final RuntimeFilters runtimeFilters = new RuntimeFilters();
  private final List<Future<?>> holds = new CopyOnWriteArrayList<>();
  private final ConfigValues config;
  private final MemoryPool memory;
  private final DistributedTaskContext distributed;
  private final TaskMetrics metrics;
  private final DriverLoop loop;
  private final SpillDirectory spillDirectory;
  private final TaskSpill spill;
  private final Set<BlockingCall<?>> blockingCalls = ConcurrentHashMap.newKeySet();
  private final IdentityHashMap<ExecutionPlan, Object> shared = new IdentityHashMap<>();
  private final List<SpawnedWork> spawned = new ArrayList<>();
  private final Map<Object, String> open = new ConcurrentHashMap<>();

  private TestTaskContext(Builder builder) {
    config = builder.config;
    memory = new MemoryPool(builder.memoryBytes);
    distributed = builder.distributed;
    metrics = builder.metrics;
    loop = new DriverLoop(builder.seed, builder.threadCount);
    spillDirectory =
        new SpillDirectory(builder.spillDirectory, builder.maxSpillBytes, RandomSource.SYSTEM);
    spill = new TaskSpill(spillDirectory, this);
  }

  /** One thread, seed 1, batches of 8192 rows, 1 GiB of memory. */
  public static Builder builder() {
    return new Builder();
  }

  /** With defaults but for the size of batches. */
  public static TestTaskContext ofBatchSize(int batchSize) {
    return builder().batchSize(batchSize).build();
  }

  /** Collects what a context is made of. */
  public static final class Builder {
    private ConfigValues config = ConfigValues.of(SessionOptions.ALL);
    private long memoryBytes = 1L << 30;
    private DistributedTaskContext distributed = DistributedTaskContext.SINGLE;
    private TaskMetrics metrics = TaskMetrics.OFF;
    private long seed = 1;
    private int threadCount = 1;
    private String spillDirectory = Path.of("target", "spill").toString();
    private long maxSpillBytes;

    private Builder() {}

    public Builder batchSize(int rows) {
      return option(SessionOptions.BATCH_SIZE, (long) rows);
    }

    public <T> Builder option(ConfigOption<T> option, T value) {
      config = config.with(option, value);
      return this;
    }

    public Builder config(ConfigValues values) {
      config = values;
      return this;
    }

    public Builder memoryBytes(long bytes) {
      memoryBytes = bytes;
      return this;
    }

    public Builder distributed(DistributedTaskContext task) {
      distributed = task;
      return this;
    }

    public Builder spillDirectory(String folder) {
      spillDirectory = folder;
      return this;
    }

    /** What spill files may hold; 0, the default, for all that the disk has. */
    public Builder maxSpillBytes(long bytes) {
      maxSpillBytes = bytes;
      return this;
    }

    public Builder metrics(TaskMetrics counted) {
      metrics = counted;
      return this;
    }

    /** Decides the order of polls and the ends of quanta. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Driver threads; with more than one the order is no longer the seed's alone. */
    public Builder threads(int count) {
      threadCount = count;
      return this;
    }

    public TestTaskContext build() {
      return new TestTaskContext(this);
    }
  }

  @Override
  public TaskMetrics metrics() {
    return metrics;
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
    throw new AssertionError("this test has no exchange");
  }

  @Override
  @SuppressWarnings("unchecked") // a node asks for one type only
  public <T> T shared(ExecutionPlan node, Supplier<T> create) {
    synchronized (shared) {
      return (T) shared.computeIfAbsent(node, key -> create.get());
    }
  }

  @Override
  public void spawn(String name, BackgroundWork work) {
    SpawnedWork entry = new SpawnedWork(name, work);
    synchronized (spawned) {
      spawned.add(entry);
    }
    loop.add(name, entry);
  }

  @Override
  public <T> Future<T> executeBlocking(Callable<T> call) {
    BlockingCall<T> blocking = new BlockingCall<>(call);
    blockingCalls.add(blocking);
    loop.add("blocking call", () -> {
      blocking.run();
      return Poll.END;
    });
    return blocking.promise.future();
  }

  @Override
  public RuntimeFilters runtimeFilters() {
    return runtimeFilters;
  }

  @Override
  public Vertx vertx() {
    throw new AssertionError("the operators of the engine need no Vert.x");
  }

  @Override
  public void holdOpen(Future<?> end) {
    holds.add(end);
  }

  @Override
  public SpillSpace spill() {
    return spill;
  }

  /** Where spilled rows went. */
  public SpillDirectory spillDirectory() {
    return spillDirectory;
  }

  /** Runs on the driver loop, some polls later. */
  public void later(Runnable action) {
    loop.add("action", () -> {
      action.run();
      return Poll.END;
    });
  }

  /** Remembers something that {@link #closed} must follow before the task ends. */
  public void opened(Object key, String name) {
    open.put(key, name);
  }

  public void closed(Object key) {
    open.remove(key);
  }

  /** Names of what was opened and not closed. */
  public List<String> openNames() {
    return List.copyOf(open.values());
  }

  /** Runs spawned work until it is finished or waits for a reader. Throws the first failure. */
  public void runUntilQuiet() {
    loop.runUntilQuiet();
  }

  /** Whether all spawned work has ended. */
  public boolean isSpawnedWorkDone() {
    synchronized (spawned) {
      return spawned.stream().allMatch(work -> work.isClosed);
    }
  }

  void add(String name, DriverLoop.Work work) {
    loop.add(name, work);
  }

  void runUntil(BooleanSupplier isDone) {
    loop.runUntil(isDone);
  }

  /** Ends the task: closes spawned work that still runs, then checks that nothing is left. Close all streams before. */
  @Override
  public void close() {
    loop.clear();
    List<SpawnedWork> works;
    synchronized (spawned) {
      works = List.copyOf(spawned);
    }
    works.forEach(SpawnedWork::close);
    Future<Void> spillDeleted = spill.close();
    while (!blockingCalls.isEmpty()) {
      List.copyOf(blockingCalls).forEach(BlockingCall::run);
    }
    assertThat(holds).as("calls that hold the task open").allMatch(Future::isComplete);
    assertThat(spillDeleted.isComplete()).as("spill files are deleted").isTrue();
    assertThat(spillDirectory.heldBytes()).as("bytes of spill files").isZero();
    spillDirectory.close();
    assertThat(open.values()).as("open at the end of the task").isEmpty();
    assertThat(memory.openReservations())
        .as("reservations at the end of the task")
        .isEmpty();
    assertThat(memory.reservedBytes())
        .as("bytes reserved at the end of the task")
        .isZero();
  }

  /** A blocking call that runs once: on the loop, or when the task ends. */
  private final class BlockingCall<T> {
    private final Callable<T> call;
    private final Promise<T> promise = Promise.promise();

    BlockingCall(Callable<T> call) {
      this.call = call;
    }

    void run() {
      if (!blockingCalls.remove(this)) {
        return;
      }
      T result;
      try {
        result = call.call();
      } catch (Exception e) {
        promise.fail(e);
        return;
      }
      promise.complete(result);
    }
  }

  private static final class SpawnedWork implements DriverLoop.Work {
    private final String name;
    private final BackgroundWork work;
    private volatile boolean isClosed;

    SpawnedWork(String name, BackgroundWork work) {
      this.name = name;
      this.work = work;
    }

    @Override
    public Poll poll() {
      Poll poll;
      try {
        poll = work.poll();
      } catch (RuntimeException | Error e) {
        close();
        throw e;
      }
      assertThat(poll).as("%s gives batches to nobody", name).isNotInstanceOf(Poll.Ready.class);
      if (poll instanceof Poll.End) {
        close();
      }
      return poll;
    }

    void close() {
      if (!isClosed) {
        isClosed = true;
        work.close();
      }
    }
  }
}
