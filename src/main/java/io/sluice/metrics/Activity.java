package io.sluice.metrics;

import io.sluice.plan.OperatorMetric;
import org.jspecify.annotations.Nullable;

/**
 * What a thread does at a time.
 *
 * @param operator whose code it runs
 * @param part what the time counts as beside the operator's own; null for nothing
 */
record Activity(OperatorCounters operator, @Nullable OperatorMetric part) {
  void lasted(long nanos) {
    operator.add(OperatorMetric.ELAPSED_COMPUTE, nanos);
    if (part != null) {
      operator.add(part, nanos);
    }
  }
}
