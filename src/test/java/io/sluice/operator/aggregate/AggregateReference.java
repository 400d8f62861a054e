package io.sluice.operator.aggregate;

import io.sluice.testing.RowOrdering;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.PhysicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Aggregation over lists of values, one group after another, with exact numbers. */
final class AggregateReference {
  private AggregateReference() {}

  /** A call over a column of the input; -1 for COUNT(*). */
  record Call(
      BasicAggregate function,
      int column,
      DataType argumentType,
      Predicate<List<@Nullable Object>> filter) {}

  /** The result rows and how often each is there. */
  static Map<List<@Nullable Object>, Integer> rows(
      List<List<@Nullable Object>> input, List<Integer> keys, List<Call> calls) {
    Map<List<@Nullable Object>, List<List<@Nullable Object>>> groups = new LinkedHashMap<>();
    if (keys.isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (List<@Nullable Object> row : input) {
      List<@Nullable Object> key = new ArrayList<>();
      keys.forEach(column -> key.add(normal(row.get(column))));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    List<List<@Nullable Object>> results = new ArrayList<>();
    groups.forEach((key, rows) -> {
      List<@Nullable Object> result = new ArrayList<>(key);
      calls.forEach(call -> result.add(result(call, rows)));
      results.add(result);
    });
    return counted(results);
  }

  /** Rows and how often each is there. */
  static Map<List<@Nullable Object>, Integer> counted(List<List<@Nullable Object>> rows) {
    Map<List<@Nullable Object>, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }

  private static @Nullable Object normal(@Nullable Object value) {
    if (value instanceof Float number && number == 0.0f) {
      return 0.0f;
    }
    return value instanceof Double number && number == 0.0 ? Double.valueOf(0.0) : value;
  }

  private static @Nullable Object result(Call call, List<List<@Nullable Object>> rows) {
    List<List<@Nullable Object>> kept = rows.stream().filter(call.filter()).toList();
    if (call.column() < 0) {
      return (long) kept.size();
    }
    List<Object> values = new ArrayList<>();
    for (List<@Nullable Object> row : kept) {
      Object value = row.get(call.column());
      if (value != null) {
        values.add(value);
      }
    }
    if (call.function() == BasicAggregate.COUNT) {
      return (long) values.size();
    }
    if (values.isEmpty()) {
      return null;
    }
    return switch (call.function()) {
      case MIN -> values.stream().min(order()).orElseThrow();
      case MAX -> values.stream().max(order()).orElseThrow();
      case SUM -> sum(call, values);
      case AVG -> average(call, values);
      case COUNT -> throw new IllegalStateException();
    };
  }

  private static Object sum(Call call, List<Object> values) {
    DataType type = call.function().resultType(call.argumentType());
    if (type.equals(DataType.DOUBLE)) {
      return values.stream()
          .mapToDouble(value -> ((Number) value).doubleValue())
          .sum();
    }
    BigDecimal sum = exactSum(values);
    return type.equals(DataType.BIGINT) ? (Object) sum.longValueExact() : (Object) sum;
  }

  private static BigDecimal exactSum(List<Object> values) {
    return values.stream()
        .map(value -> value instanceof BigDecimal decimal
            ? decimal
            : new BigDecimal(BigInteger.valueOf(((Number) value).longValue())))
        .reduce(BigDecimal::add)
        .orElseThrow();
  }

  private static Object average(Call call, List<Object> values) {
    if (call.argumentType() instanceof DecimalType decimal) {
      double unscaled = exactSum(values).movePointRight(decimal.scale()).doubleValue();
      return unscaled / (values.size() * Math.pow(10, decimal.scale()));
    }
    return call.argumentType().physicalType() == PhysicalType.FLOAT64
        ? (Object) (values.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sum()
            / values.size())
        : (Object) (exactSum(values).doubleValue() / values.size());
  }

  /** The order of SQL: texts by code point, NaN last. */
  private static Comparator<Object> order() {
    return (left, right) -> {
      if (left instanceof Double number && right instanceof Double other) {
        return Double.compare(number, other);
      }
      if (left instanceof Float number && right instanceof Float other) {
        return Float.compare(number, other);
      }
      return RowOrdering.compareValues(left, right);
    };
  }
}
