package io.sluice.metrics;

import io.sluice.plan.OperatorMetric;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongBinaryOperator;

/**
 * What was counted. Immutable.
 *
 * @param values those that are not 0
 */
public record MetricValues(Map<OperatorMetric, Long> values) {
  public static final MetricValues NONE = new MetricValues(Map.of());

  public MetricValues {
    values = Map.copyOf(values);
  }

  public long get(OperatorMetric metric) {
    return values.getOrDefault(metric, 0L);
  }

  MetricValues plus(MetricValues other) {
    return combined(other, Long::sum);
  }

  MetricValues max(MetricValues other) {
    return combined(other, Math::max);
  }

  private MetricValues combined(MetricValues other, LongBinaryOperator combine) {
    Map<OperatorMetric, Long> combined = new EnumMap<>(OperatorMetric.class);
    for (OperatorMetric metric : OperatorMetric.values()) {
      long value = combine.applyAsLong(get(metric), other.get(metric));
      if (value != 0) {
        combined.put(metric, value);
      }
    }
    return new MetricValues(combined);
  }
}
