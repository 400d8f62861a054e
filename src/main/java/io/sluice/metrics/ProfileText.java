package io.sluice.metrics;

import io.sluice.plan.OperatorMetric;
import java.util.Locale;
import java.util.StringJoiner;

/** Profiles for people to read. */
public final class ProfileText {
  private static final double NANOS_PER_MILLI = 1e6;

  private ProfileText() {}

  /**
   * {@code metrics=[output_rows=5 (max 3), elapsed_compute=1.250ms (max 1.000ms)]}: the sums over the tasks, with the largest of a task behind it where there are several.
   * What is 0 is left out, except the rows and the time of an operator that ran.
   */
  public static String ofOperator(OperatorProfile profile) {
    return format(profile, !profile.total().equals(MetricValues.NONE));
  }

  /** The same of what is no operator: what is 0 is left out. */
  public static String ofOutput(OperatorProfile profile) {
    return format(profile, false);
  }

  private static String format(OperatorProfile profile, boolean hasRun) {
    StringJoiner text = new StringJoiner(", ", "metrics=[", "]");
    for (OperatorMetric metric : OperatorMetric.values()) {
      long total = profile.total().get(metric);
      boolean isAlwaysShown =
          metric == OperatorMetric.OUTPUT_ROWS || metric == OperatorMetric.ELAPSED_COMPUTE;
      if (total != 0 || hasRun && isAlwaysShown) {
        String max = profile.taskCount() > 1
            ? " (max " + value(metric, profile.max().get(metric)) + ")"
            : "";
        text.add(metric.displayName() + "=" + value(metric, total) + max);
      }
    }
    return text.toString();
  }

  private static String value(OperatorMetric metric, long value) {
    return metric.unit() == OperatorMetric.Unit.NANOS ? millis(value) : Long.toString(value);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3fms", nanos / NANOS_PER_MILLI);
  }

  /** {@code rows=5, planning_time=3.000ms, execution_time=10.000ms, total_time=13.000ms}. */
  public static String ofQuery(QueryProfile profile) {
    return "rows=%d, planning_time=%s, execution_time=%s, total_time=%s"
        .formatted(
            profile.rowCount(),
            millis(profile.planningNanos()),
            millis(profile.executionNanos()),
            millis(profile.planningNanos() + profile.executionNanos()));
  }
}
