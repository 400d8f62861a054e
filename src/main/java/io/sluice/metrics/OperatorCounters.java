package io.sluice.metrics;

import io.sluice.config.Clock;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.OperatorMetrics;
import io.sluice.plan.Poll;
import io.sluice.plan.SpillFile;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** The counters of one operator in one task. Thread-safe. */
final class OperatorCounters implements OperatorMetrics {
  private final Clock clock;
  private final Activity activity = new Activity(this, null);
  private final Map<OperatorMetric, LongAdder> totals = new EnumMap<>(OperatorMetric.class);
  private final AtomicLong reservedBytes = new AtomicLong();
  private final LongAccumulator peakBytes = new LongAccumulator(Math::max, 0);

  OperatorCounters(Clock clock) {
    this.clock = clock;
    for (OperatorMetric metric : OperatorMetric.values()) {
      totals.put(metric, new LongAdder());
    }
  }

  /** What a thread does while it is in the operator's code. */
  Activity activity() {
    return activity;
  }

  long now() {
    return clock.nanoTime();
  }

  @Override
  public void add(OperatorMetric metric, long amount) {
    LongAdder total = totals.get(metric);
    if (total != null) {
      total.add(amount);
    }
  }

  @Override
  public void changed(long deltaBytes) {
    peakBytes.accumulate(reservedBytes.addAndGet(deltaBytes));
  }

  @Override
  public <T> T timed(OperatorMetric part, Supplier<T> step) {
    return OperatorClock.during(new Activity(this, part), step);
  }

  @Override
  public BackgroundWork measured(BackgroundWork work) {
    return new BackgroundWork() {
      @Override
      public Poll poll() {
        return OperatorClock.during(activity, work::poll);
      }

      @Override
      public void close() {
        OperatorClock.during(activity, work::close);
      }
    };
  }

  @Override
  public <T> Callable<T> measured(Callable<T> call) {
    return () -> {
      long start = now();
      try {
        return call.call();
      } finally {
        add(OperatorMetric.IO_TIME, now() - start);
      }
    };
  }

  @Override
  public SpillFile measured(SpillFile file) {
    return new MeasuredSpillFile(file, this);
  }

  /** What was counted until now. */
  MetricValues values() {
    Map<OperatorMetric, Long> values = new EnumMap<>(OperatorMetric.class);
    totals.forEach((metric, total) -> values.put(metric, total.sum()));
    values.put(OperatorMetric.PEAK_MEMORY_BYTES, peakBytes.get());
    values.values().removeIf(value -> value == 0);
    return new MetricValues(values);
  }
}
