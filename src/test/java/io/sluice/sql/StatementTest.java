package io.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanText;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StatementTest {
  private static final ConfigValues SESSION = PlannerTables.EXTENSIONS.sessionDefaults();

  private final SqlPlanner planner = new SqlPlanner(PlannerTables.CATALOGS, Clock.SYSTEM);

  @Test
  void statementsAreSplitByTheParserAndNotByTheirText() {
    List<Statement> statements =
        planner.parse("SELECT ';' AS \"a;b\" -- ; not here\n; /* ; */ SHOW ALL;\nSELECT 2;");
    assertThat(statements).hasSize(3);
    assertThat(statements.get(1))
        .isEqualTo(new Statement.ShowOption(Optional.empty(), new Position(2, 11)));
    assertThat(statements.get(2).position()).isEqualTo(new Position(3, 1));
    assertThat(names(statements.get(0))).containsExactly("a;b");
  }

  @Test
  void aTextWithoutAStatementHasNone() {
    assertThat(planner.parse("")).isEmpty();
    assertThat(planner.parse(" \n-- nothing\n/* here */")).isEmpty();
  }

  @Test
  void optionsAreSetShownAndReset() {
    Position start = new Position(1, 1);
    assertThat(planner.parse("SET numbers.numbers_per_task = 5"))
        .containsExactly(new Statement.SetOption("numbers.numbers_per_task", "5", start));
    assertThat(planner.parse("SET x TO -1.5"))
        .containsExactly(new Statement.SetOption("x", "-1.5", start));
    assertThat(planner.parse("set x = 'it''s'"))
        .containsExactly(new Statement.SetOption("x", "it's", start));
    assertThat(planner.parse("SET x = true"))
        .containsExactly(new Statement.SetOption("x", "true", start));
    assertThat(planner.parse("SET x = on"))
        .containsExactly(new Statement.SetOption("x", "ON", start));
    assertThat(planner.parse("RESET a.b"))
        .containsExactly(new Statement.ResetOption(Optional.of("a.b"), start));
    assertThat(planner.parse("RESET ALL"))
        .containsExactly(new Statement.ResetOption(Optional.empty(), start));
    assertThat(planner.parse("SHOW a.b"))
        .containsExactly(new Statement.ShowOption(Optional.of("a.b"), start));
  }

  @Test
  void explainHoldsItsQuery() {
    for (String sql : List.of("EXPLAIN SELECT ? + 1", "EXPLAIN PLAN FOR SELECT ? + 1")) {
      Statement.Explain explain = (Statement.Explain) planner.parse(sql).get(0);
      assertThat(explain.parameterCount()).isEqualTo(1);
      ExecutionPlan plan =
          planner.plan((Statement.Query) explain.statement(), SESSION, List.of(Literal.of(1)));
      assertThat(PlanText.format(plan)).contains("ValuesExec: rows=1");
    }
  }

  @Test
  void parametersAreCountedPerStatementAndPlannedAsIfWritten() {
    List<Statement> statements =
        planner.parse("SELECT ?; SELECT number FROM numbers(?, ? + 1) WHERE number > ? LIMIT ?");
    Statement.Query query = (Statement.Query) statements.get(1);
    assertThat(query.parameterCount()).isEqualTo(4);
    List<Literal> values = List.of(Literal.of(-3), Literal.of(5), Literal.of(0L), Literal.of(2));
    String sql = "SELECT number FROM numbers(-3, 5 + 1) WHERE number > 0 LIMIT 2";
    Statement.Query written = (Statement.Query) planner.parse(sql).get(0);
    assertThat(PlanText.format(planner.plan(query, SESSION, values)))
        .isEqualTo(PlanText.format(planner.plan(written, SESSION, List.of())))
        .contains("NumbersExec: t0:[-3-6)");
  }

  @Test
  void parametersHaveTheTypesOfTheirValues() {
    List<Literal> values = List.of(
        Literal.of(1),
        Literal.of(10_000_000_000L),
        Literal.of(1.5),
        new Literal(DataType.decimal(3, 2), new BigDecimal("2.50")),
        Literal.of("text"),
        Literal.of(true),
        Literal.ofNull(DataType.VARCHAR),
        new Literal(DataType.DATE, 19_000),
        new Literal(DataType.TIMESTAMP, 1_000_001L));
    Statement.Query query =
        (Statement.Query) planner.parse("SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?").get(0);
    assertThat(planner.plan(query, SESSION, values).schema().fields())
        .extracting(Field::type)
        .containsExactly(
            DataType.INTEGER,
            DataType.BIGINT,
            DataType.DOUBLE,
            DataType.decimal(3, 2),
            DataType.VARCHAR,
            DataType.BOOLEAN,
            DataType.INTEGER,
            DataType.DATE,
            DataType.TIMESTAMP);
  }

  @Test
  void theNumberOfParametersMustFit() {
    Statement.Query query = (Statement.Query) planner.parse("SELECT ? + ?").get(0);
    assertThatThrownBy(() -> planner.plan(query, SESSION, List.of(Literal.of(1))))
        .isInstanceOf(SluiceException.class)
        .hasMessage("The query has 2 parameters, but got 1 values");
  }

  @Test
  void columnsAreCalledAsTheUserWroteThem() {
    assertThat(
            names(
                "SELECT A, t.B, a AS \"My A\", a + 1, count(*), sum((b + 1)\n * 2) FROM c.s.t GROUP BY a, b"))
        .containsExactly("A", "B", "My A", "a + 1", "count(*)", "sum((b + 1) * 2)");
    assertThat(names("SELECT 1, 'x', -a, a::BIGINT, (a + 1) * (b - 1) FROM c.s.t"))
        .containsExactly("1", "'x'", "-a", "a::BIGINT", "(a + 1) * (b - 1)");
    assertThat(names("SELECT * FROM c.s.u")).containsExactly("a", "c", "k");
    assertThat(names("SELECT a, a FROM c.s.u")).containsExactly("a", "a");
    assertThat(names("SELECT x, Y FROM (VALUES (1, 2)) AS v(X, y)")).containsExactly("x", "Y");
    assertThat(names("WITH q AS (SELECT a AS Z FROM c.s.t) SELECT * FROM q")).containsExactly("Z");
  }

  @Test
  void manyThreadsPlanAtOnce() {
    List<CompletableFuture<String>> plans = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      int limit = i + 1;
      plans.add(CompletableFuture.supplyAsync(() -> text(
          "SELECT t.a, count(*) FROM c.s.t JOIN c.s.u ON t.a = u.a GROUP BY t.a ORDER BY 2 LIMIT "
              + limit)));
    }
    for (int i = 0; i < 32; i++) {
      assertThat(plans.get(i).join()).contains("TopK(fetch=" + (i + 1) + ")");
    }
  }

  private String text(String sql) {
    return PlanText.format(
        planner.plan((Statement.Query) planner.parse(sql).get(0), SESSION, List.of()));
  }

  private List<String> names(String sql) {
    return names(planner.parse(sql).get(0));
  }

  private List<String> names(Statement query) {
    return planner.plan((Statement.Query) query, SESSION, List.of()).schema().fields().stream()
        .map(Field::name)
        .toList();
  }
}
