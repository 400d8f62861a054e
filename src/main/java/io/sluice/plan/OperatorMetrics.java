package io.sluice.plan;

import io.sluice.memory.MemoryWatcher;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** What one operator counts of itself in a task: nothing where nobody asked, which these methods do. Thread-safe. */
public interface OperatorMetrics extends MemoryWatcher {
  /** Counts nothing. */
  OperatorMetrics NONE = new OperatorMetrics() {};

  default void add(OperatorMetric metric, long amount) {}

  /**
   * Does a step of the operator whose time counts as a part of its own.
   *
   * @param part for instance {@link OperatorMetric#BUILD_TIME}
   */
  default <T> T timed(OperatorMetric part, Supplier<T> step) {
    return step.get();
  }

  /** The same work, whose polls count as the operator's. */
  default BackgroundWork measured(BackgroundWork work) {
    return work;
  }

  /** The same call, which counts as the operator's {@link OperatorMetric#IO_TIME}. */
  default <T> Callable<T> measured(Callable<T> call) {
    return call;
  }

  /** The same file, whose writes count as the operator's {@link OperatorMetric#SPILLED_BYTES}. */
  default SpillFile measured(SpillFile file) {
    return file;
  }

  @Override
  default void changed(long deltaBytes) {}
}
