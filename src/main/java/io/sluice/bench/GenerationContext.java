package io.sluice.bench;

import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExchangeSource;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.SpillSpace;
import io.sluice.plan.TaskContext;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** What one partition of a scan that generates its rows needs of a task, on the thread that asks. */
record GenerationContext(ConfigValues config, MemoryPool memory) implements TaskContext {
  GenerationContext(ConfigValues config) {
    this(config, new MemoryPool(Runtime.getRuntime().maxMemory()));
  }

  @Override
  public Clock clock() {
    return Clock.SYSTEM;
  }

  @Override
  public DistributedTaskContext distributed() {
    return DistributedTaskContext.SINGLE;
  }

  @Override
  public ExchangeSource exchange() {
    throw new IllegalStateException("a scan has no exchange");
  }

  @Override
  public RuntimeFilters runtimeFilters() {
    return new RuntimeFilters();
  }

  @Override
  public Vertx vertx() {
    throw new IllegalStateException("a scan of generated rows runs outside of Vert.x");
  }

  @Override
  public void holdOpen(Future<?> end) {
    throw new IllegalStateException("a scan of generated rows makes no blocking calls");
  }

  @Override
  public SpillSpace spill() {
    throw new IllegalStateException("a scan does not spill");
  }

  @Override
  public <T> T shared(ExecutionPlan node, Supplier<T> create) {
    return create.get();
  }

  @Override
  public void spawn(String name, BackgroundWork work) {
    throw new IllegalStateException("a scan does no work in the background: " + name);
  }

  @Override
  public <T> Future<T> executeBlocking(Callable<T> call) {
    try {
      return Future.succeededFuture(call.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }
}
