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

/** Statements and the plans they get, with 4 partitions where the case does not say otherwise. */
class PlanTextTest {
  private static final ConfigValues DEFAULTS = PlannerTables.EXTENSIONS.sessionDefaults();

  private final SqlPlanner planner = new SqlPlanner(PlannerTables.CATALOGS, Clock.SYSTEM);

  static Stream<Cases.Case> plans() {
    return Cases.read("plans.txt").stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plans")
  void aStatementHasThisPlan(Cases.Case plan) {
    assertThat(text(plan.sql(), DEFAULTS.with(SessionOptions.TARGET_PARTITIONS, 4L)))
        .isEqualTo(plan.expected());
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
