package io.sluice.distributed;

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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** A task's context as one child of a distributed union sees it: with its own task index and count. */
record ShareTaskContext(TaskContext task, DistributedTaskContext distributed)
    implements TaskContext {
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
  public ExchangeSource exchange() {
    return task.exchange();
  }

  /** A task runs at most one share of a child, so that nodes tell shares apart. */
  @Override
  public <T> T shared(ExecutionPlan node, Supplier<T> create) {
    return task.shared(node, create);
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
    return task.runtimeFilters();
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

  @Override
  public List<RecordBatch> workingTable(int recursion) {
    return task.workingTable(recursion);
  }
}
