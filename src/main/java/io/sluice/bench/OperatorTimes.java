package io.sluice.bench;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;

/**
 * The time that the operators of one run of a query took, on all threads.
 *
 * @param nanos of each kind
 */
record OperatorTimes(Map<OperatorKind, Long> nanos) {
  OperatorTimes {
    nanos = Map.copyOf(nanos);
  }

  /**
   * Adds up what operators counted.
   *
   * @param plan as {@code EXPLAIN ANALYZE (FORMAT JSON)} answers it
   */
  static OperatorTimes of(JsonObject plan) {
    Map<OperatorKind, Long> nanos = new EnumMap<>(OperatorKind.class);
    for (Object each : plan.getJsonArray("stages")) {
      JsonObject stage = (JsonObject) each;
      long output = stage.getJsonObject("output").getLong("elapsed_compute_nanos", 0L);
      nanos.merge(OperatorKind.EXCHANGE, output, Long::sum);
      add(stage.getJsonObject("plan"), nanos);
    }
    return new OperatorTimes(nanos);
  }

  private static void add(JsonObject node, Map<OperatorKind, Long> nanos) {
    JsonObject metrics = node.getJsonObject("metrics");
    long build = metrics.getLong("build_time_nanos", 0L);
    long compute = metrics.getLong("elapsed_compute_nanos", 0L);
    nanos.merge(OperatorKind.of(node.getString("node")), compute - build, Long::sum);
    nanos.merge(OperatorKind.JOIN_BUILD, build, Long::sum);
    nanos.merge(OperatorKind.IO, metrics.getLong("io_time_nanos", 0L), Long::sum);
    node.getJsonArray("children").forEach(child -> add((JsonObject) child, nanos));
  }

  long totalNanos() {
    return nanos.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The part of the whole that a kind took, from 0 to 1. */
  double share(OperatorKind kind) {
    return (double) nanos.getOrDefault(kind, 0L) / Math.max(1, totalNanos());
  }

  /** {@code {"totalMillis": 12.5, "scan": 0.4, ...}}. */
  JsonObject json() {
    JsonObject json = new JsonObject().put("totalMillis", totalNanos() / 1e6);
    for (OperatorKind kind : OperatorKind.values()) {
      json.put(kind.title(), share(kind));
    }
    return json;
  }
}
