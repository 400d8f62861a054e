package io.sluice.bench;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the time of a suite's queries goes, by kinds of operators. Owned by one thread. */
final class SuiteProfile {
  private static final int PERCENT = 100;

  private final Map<String, OperatorTimes> queries = new LinkedHashMap<>();

  /**
   * Runs queries once more, counting.
   *
   * @param names of queries that do not fail
   */
  void run(String suite, List<String> names, BenchEngine engine) {
    for (String name : names) {
      String plan =
          engine.texts("EXPLAIN ANALYZE (FORMAT JSON) " + SuiteQueries.read(suite, name)).stream()
              .map(row -> row.get(0))
              .collect(Collectors.joining("\n"));
      queries.put(name, OperatorTimes.of(new JsonObject(plan)));
    }
  }

  Optional<OperatorTimes> of(String query) {
    return Optional.ofNullable(queries.get(query));
  }

  /** Prints a line for a query; nothing when none was run. */
  void print(PrintWriter out) {
    if (queries.isEmpty()) {
      return;
    }
    out.printf("%nPercent of the operators' time, of one more run that counts it:%n");
    out.printf("%-6s %12s", "query", "total ms");
    for (OperatorKind kind : OperatorKind.values()) {
      out.printf(" %11s", kind.title());
    }
    out.println();
    queries.forEach((name, times) -> {
      out.printf(Locale.ROOT, "%-6s %12.1f", name, times.totalNanos() / 1e6);
      for (OperatorKind kind : OperatorKind.values()) {
        out.printf(Locale.ROOT, " %11.1f", times.share(kind) * PERCENT);
      }
      out.println();
    });
    out.flush();
  }
}
