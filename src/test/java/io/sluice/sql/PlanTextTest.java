package io.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements and the plans they get, with 4 partitions and partitioned joins where the case does not say otherwise. */
class PlanTextTest {
  private static final ConfigValues DEFAULTS = PlannerTables.EXTENSIONS.sessionDefaults();

  private final SqlPlanner planner = new SqlPlanner(PlannerTables.CATALOGS, Clock.SYSTEM);

  static Stream<Cases.Case> plans() {
    return Cases.read("plans.txt").stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plans")
  void aStatementHasThisPlan(Cases.Case plan) {
    ConfigValues session = DEFAULTS
        .with(SessionOptions.TARGET_PARTITIONS, 4L)
        .with(SessionOptions.BROADCAST_JOIN_MAX_ROWS, 0L);
    assertThat(text(plan.sql(), session)).isEqualTo(plan.expected());
  }

  @Test
  void aSmallBuildSideIsCollectedUnlessItsRowsAreNeededToTheEnd() {
    String sql = "SELECT t.s, u.c FROM c.s.t %s JOIN c.s.u ON t.a = u.a";
    assertThat(text(sql.formatted("INNER"), DEFAULTS))
        .contains("HashJoinExec: mode=CollectLeft, join_type=Inner");
    assertThat(text(sql.formatted("FULL"), DEFAULTS))
        .contains("HashJoinExec: mode=Partitioned, join_type=Full");
  }

  @Test
  void rowsThatAreDealtByTheKeysAlreadyAreNotJoinedOtherwise() {
    String grouped = "SELECT l_orderkey, count(*) AS n FROM c.s.lineitem GROUP BY l_orderkey";
    String sql = "SELECT n FROM (" + grouped + ") JOIN c.s.orders ON l_orderkey = o_orderkey"
        + " WHERE o_custkey = 1";
    assertThat(text(sql, DEFAULTS)).contains("mode=Partitioned, join_type=Inner");
    assertThat(text(
            sql.replace("(" + grouped + ")", "c.s.lineitem").replace("n FROM", "l_tax FROM"),
            DEFAULTS))
        .contains("mode=CollectLeft, join_type=Inner");
  }

  @Test
  void theGoldenPlanOfTenNumbersIsMetByteForByte() throws IOException {
    try (InputStream file =
        PlanTextTest.class.getResourceAsStream("/golden/numbers-0-10-workers-4.txt")) {
      String golden =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      String sql = "SELECT DISTINCT number FROM numbers(0, 10) ORDER BY number";
      assertThat(text(sql, DEFAULTS.with(SessionOptions.TARGET_PARTITIONS, 16L)))
          .isEqualTo(golden);
    }
  }

  @Test
  void onePartitionIsNotSpecialButIsNotDealtEither() {
    String sql = "SELECT number % 3 AS r, count(*) FROM numbers(0, 10) GROUP BY number % 3";
    assertThat(text(sql, DEFAULTS.with(SessionOptions.TARGET_PARTITIONS, 1L)))
        .contains("AggregateExec: mode=Partial")
        .contains("Hash([r@0], 1)")
        .doesNotContain("RoundRobin");
  }

  @Test
  void batchesAreJoinedToTheSessionsSize() {
    String sql = "SELECT DISTINCT number FROM numbers(0, 10)";
    assertThat(text(sql, DEFAULTS.with(SessionOptions.BATCH_SIZE, 100L)))
        .contains("CoalesceBatchesExec: target_batch_size=100");
  }

  private String text(String sql, ConfigValues session) {
    Statement.Query query = (Statement.Query) planner.parse(sql).get(0);
    ExecutionPlan plan = planner.plan(query, session, List.of());
    return PlanText.format(plan);
  }
}
