package io.sluice.metrics;

import io.sluice.config.Clock;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.OperatorMetrics;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.plan.TaskMetrics;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Counts what the operators of one task do. An operator is known by its position: 0 for the plan's root, then each child with all that is below it, in order. A node
 * that stands at several places of a plan counts at the first of them. Thread-safe.
 */
public final class MeasuredTask implements TaskMetrics {
  private final Clock clock;
  private final List<OperatorCounters> byPosition = new ArrayList<>();
  private final IdentityHashMap<ExecutionPlan, OperatorCounters> byNode = new IdentityHashMap<>();
  private final OperatorCounters output;

  public MeasuredTask(ExecutionPlan plan, Clock clock) {
    this.clock = clock;
    register(plan);
    output = new OperatorCounters(clock);
  }

  private void register(ExecutionPlan node) {
    OperatorCounters counters = new OperatorCounters(clock);
    byPosition.add(counters);
    byNode.putIfAbsent(node, counters);
    node.children().forEach(this::register);
  }

  /** A node that is not of the task's plan is opened all the same, and its time is its opener's. */
  @Override
  public RecordBatchStream open(ExecutionPlan node, int partition, TaskContext context) {
    OperatorCounters counters = byNode.get(node);
    if (counters == null) {
      return node.execute(partition, context);
    }
    return new MeasuredStream(
        OperatorClock.during(counters.activity(), () -> node.execute(partition, context)),
        counters);
  }

  @Override
  public OperatorMetrics current() {
    Activity activity = OperatorClock.ofThread().current();
    return activity == null ? OperatorMetrics.NONE : activity.operator();
  }

  /** The work that hands the rows of the plan's root over, which counts as the task's output. */
  public BackgroundWork output(BackgroundWork work) {
    return output.measured(work);
  }

  /** What was counted until now. */
  public TaskProfile profile() {
    return new TaskProfile(
        byPosition.stream().map(OperatorCounters::values).toList(), output.values());
  }
}
