package io.sluice.operator.recursion;

import io.sluice.column.RecordBatch;
import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExchangeSource;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.SpillSpace;
import io.sluice.plan.TaskContext;
import io.sluice.plan.TaskMetrics;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** A task's context as one iteration sees it: with the rows of the one before, and nothing that nodes shared in it. Thread-safe. */
final class IterationContext implements TaskContext {
  private final RuntimeFilters runtimeFilters = new RuntimeFilters();
  private final TaskContext task;
  private final int recursion;
  private final List<RecordBatch> rows;
  private final IdentityHashMap<ExecutionPlan, Object> shared = new IdentityHashMap<>();

  IterationContext(TaskContext task, int recursion, List<RecordBatch> rows) {
    this.task = task;
    this.recursion = recursion;
    this.rows = rows;
  }

  @Override
  public List<RecordBatch> workingTable(int wanted) {
    return wanted == recursion ? rows : task.workingTable(wanted);
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
  public ConfigValues config() {
    return task.config();
  }

  @Override
  public MemoryPool memory() {
    return task.memory();
  }

  @Override
  public Clock clock() {
    return task.clock();
  }

  @Override
  public DistributedTaskContext distributed() {
    return task.distributed();
  }

  @Override
  public ExchangeSource exchange() {
    return task.exchange();
  }

  @Override
  public void spawn(String name, BackgroundWork work) {
    task.spawn(name, work);
  }

  @Override
  public <T> Future<T> executeBlocking(Callable<T> call) {
    return task.executeBlocking(call);
  }

  @Override
  public RuntimeFilters runtimeFilters() {
    return runtimeFilters;
  }

  @Override
  public Vertx vertx() {
    return task.vertx();
  }

  @Override
  public void holdOpen(Future<?> end) {
    task.holdOpen(end);
  }

  @Override
  public SpillSpace spill() {
    return task.spill();
  }

  @Override
  public TaskMetrics metrics() {
    return task.metrics();
  }
}
