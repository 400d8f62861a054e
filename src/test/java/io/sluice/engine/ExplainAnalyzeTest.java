package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.coordinator.BatchLoop;
import io.sluice.coordinator.QueryResult;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EXPLAIN ANALYZE tells what a query's operators did, on one worker and on several. */
@Timeout(120)
class ExplainAnalyzeTest {
  private static final String SETTINGS =
      "SET numbers.numbers_per_task = 1000; SET target_partitions = 2; ";
  private static final String JOIN =
      "SELECT k, count(*) FROM (SELECT number % 10 AS k FROM numbers(0, 10000) WHERE number % 2 = 0) AS t"
          + " JOIN (VALUES (2), (4), (5)) AS v(x) ON k = x GROUP BY k";

  private static List<String> analyzed(EmbeddedEngine engine, String query) {
    return engine.rows(SETTINGS + "EXPLAIN ANALYZE " + query).stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }

  private static JsonObject analyzedJson(EmbeddedEngine engine, String query) {
    return new JsonObject(engine.rows(SETTINGS + "EXPLAIN ANALYZE (FORMAT JSON) " + query).stream()
        .map(row -> String.valueOf(row.get(0)))
        .collect(Collectors.joining("\n")));
  }

  /** The nodes of all stages: a stage's number and the node's name, and what it counted. */
  private static List<Map.Entry<String, JsonObject>> nodes(JsonObject plan) {
    List<Map.Entry<String, JsonObject>> nodes = new ArrayList<>();
    for (Object stage : plan.getJsonArray("stages")) {
      collect(((JsonObject) stage).getJsonObject("plan"), nodes);
    }
    return nodes;
  }

  private static void collect(JsonObject node, List<Map.Entry<String, JsonObject>> nodes) {
    String name = node.getString("node").replaceAll("^\\[Stage \\d+] => ", "").split(":", 2)[0];
    nodes.add(Map.entry(name, node.getJsonObject("metrics")));
    node.getJsonArray("children").forEach(child -> collect((JsonObject) child, nodes));
  }

  /** What all nodes of a name gave. */
  private static List<Long> outputRows(JsonObject plan, String name) {
    return nodes(plan).stream()
        .filter(node -> node.getKey().equals(name))
        .map(node -> node.getValue().getLong("output_rows", 0L))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyOperatorTellsItsRows(int workers) {
    try (EmbeddedEngine engine = EmbeddedEngine.of(workers, 2)) {
      JsonObject plan = analyzedJson(engine, JOIN);
      assertThat(plan.getLong("rows")).isEqualTo(2);
      assertThat(plan.getJsonArray("stages")).hasSize(workers == 1 ? 1 : 4);
      assertThat(outputRows(plan, "NumbersExec")).containsExactly(10_000L);
      assertThat(outputRows(plan, "ValuesExec")).containsExactly(3L);
      assertThat(outputRows(plan, "HashJoinExec")).containsExactly(2_000L);
      assertThat(outputRows(plan, "AggregateExec")).contains(2L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aLimitEndsTheOperatorsBelowAndTheirMetricsComeAllTheSame(int workers) {
    try (EmbeddedEngine engine = EmbeddedEngine.of(workers, 2)) {
      JsonObject plan = analyzedJson(
          engine, "SELECT number FROM numbers(0, 100000000) WHERE number % 3 = 1 LIMIT 5");
      assertThat(plan.getLong("rows")).isEqualTo(5);
      assertThat(outputRows(plan, "GlobalLimitExec")).containsExactly(5L);
      assertThat(outputRows(plan, "NumbersExec").get(0)).isBetween(13L, 50_000_000L);
      assertThat(outputRows(plan, "FilterExec").get(0)).isGreaterThanOrEqualTo(5L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void noTaskTakesLongerThanAllTogether(int workers) {
    try (EmbeddedEngine engine = EmbeddedEngine.of(workers, 2)) {
      JsonObject plan = analyzedJson(
          engine, "SELECT number % 1000 AS k, sum(number) FROM numbers(0, 3000000) GROUP BY k");
      assertThat(nodes(plan))
          .anySatisfy(node ->
              assertThat(node.getValue().getLong("elapsed_compute_nanos", 0L)).isPositive());
      assertThat(nodes(plan))
          .allSatisfy(node -> assertThat(node.getValue().getLong("elapsed_compute_nanos", 0L))
              .isGreaterThanOrEqualTo(
                  node.getValue().getJsonObject("max").getLong("elapsed_compute_nanos", 0L)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theTextIsThatOfTheDistributedPlanWithMetricsBehindIt(int workers) {
    try (EmbeddedEngine engine = EmbeddedEngine.of(workers, 2)) {
      List<String> lines = analyzed(engine, JOIN);
      List<String> plan = engine.explain(SETTINGS + JOIN).lines().toList();
      assertThat(lines).hasSize(plan.size() + 1);
      for (int i = 0; i < plan.size(); i++) {
        assertThat(lines.get(i)).startsWith(plan.get(i).stripTrailing());
        if (plan.get(i).contains("Exec: ")) {
          assertThat(lines.get(i))
              .containsPattern("metrics=\\[output_rows=\\d+.*elapsed_compute=\\d+\\.\\d{3}ms");
        }
      }
      assertThat(lines.get(plan.size()))
          .matches(
              "rows=2, planning_time=[\\d.]+ms, execution_time=[\\d.]+ms, total_time=[\\d.]+ms");
    }
  }

  @Test
  void joinsTellTheTimeOfTheirBuildAndTheMemoryOfIt() {
    try (EmbeddedEngine engine = EmbeddedEngine.of(1, 2)) {
      JsonObject join = nodes(analyzedJson(engine, JOIN)).stream()
          .filter(node -> node.getKey().equals("HashJoinExec"))
          .findFirst()
          .orElseThrow()
          .getValue();
      assertThat(join.getLong("build_time_nanos"))
          .isBetween(1L, join.getLong("elapsed_compute_nanos"));
      assertThat(join.getLong("peak_memory_bytes")).isPositive();
    }
  }

  /** A sub-plan that is computed once, and one that is computed again and again. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void sharedAndRepeatedPlansCount(int workers) {
    try (EmbeddedEngine engine = EmbeddedEngine.of(workers, 2)) {
      JsonObject shared = analyzedJson(
          engine,
          "WITH g AS (SELECT number % 7 AS k, count(*) AS c FROM numbers(0, 7000) GROUP BY number % 7)"
              + " SELECT count(*) FROM g AS a JOIN g AS b ON a.k = b.k");
      assertThat(outputRows(shared, "NumbersExec").get(0)).isEqualTo(7_000L);
      JsonObject repeated = analyzedJson(
          engine,
          "WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT count(*) FROM r");
      assertThat(outputRows(repeated, "RecursiveQueryExec")).containsExactly(10L);
      assertThat(outputRows(repeated, "WorkingTableExec")).containsExactly(10L);
    }
  }

  @Test
  void theErrorsOfTheQueryAreItsErrors() {
    try (EmbeddedEngine engine = EmbeddedEngine.of(3, 2)) {
      assertThatThrownBy(
              () -> analyzed(engine, "SELECT 1 // (number - 500) FROM numbers(0, 10000)"))
          .isInstanceOfSatisfying(
              SluiceException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.DIVISION_BY_ZERO));
      assertThatThrownBy(() -> analyzed(engine, "SELECT nothing FROM numbers(0, 10)"))
          .isInstanceOf(SluiceException.class)
          .hasMessageContaining("nothing");
      engine.assertNothingLeft();
    }
  }

  @Test
  void aCancelledOneLeavesNothing() {
    try (EmbeddedEngine engine = EmbeddedEngine.of(3, 2)) {
      QueryResult result = EmbeddedEngine.await(
          engine
              .session()
              .execute(
                  "EXPLAIN ANALYZE SELECT count(DISTINCT number % 1000) FROM numbers(0, 100000000000)"));
      Future<Void> reading = BatchLoop.forEach(result, batch -> true);
      assertThat(engine.sluice().coordinator().cancel(result.id())).isTrue();
      assertThatThrownBy(() -> EmbeddedEngine.await(reading))
          .isInstanceOfSatisfying(
              SluiceException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
      EmbeddedEngine.await(result.close());
      engine.assertNothingLeft();
    }
  }

  @Test
  void closingOneEndsItsQuery() {
    try (EmbeddedEngine engine = EmbeddedEngine.of(3, 2)) {
      QueryResult unread = EmbeddedEngine.await(
          engine.session().execute("EXPLAIN ANALYZE SELECT number FROM numbers(0, 100000000000)"));
      EmbeddedEngine.await(unread.close());
      engine.assertNothingLeft();
    }
  }

  @Test
  void aPreparedOneTakesParameters() {
    try (EmbeddedEngine engine = EmbeddedEngine.of(1, 2)) {
      assertThat(
              engine.rows(
                  "PREPARE p AS EXPLAIN ANALYZE SELECT number FROM numbers(0, 100) WHERE number < $1; EXECUTE p(7)"))
          .last()
          .asString()
          .startsWith("[rows=7, ");
    }
  }
}
