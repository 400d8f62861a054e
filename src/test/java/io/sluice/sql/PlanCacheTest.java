package io.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.FileAccess;
import io.sluice.catalog.SessionNames;
import io.sluice.config.Clock;
import io.sluice.config.RandomSource;
import io.sluice.extension.Extensions;
import io.sluice.extension.write.MacroDefinition;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.extension.write.WritableSchema;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanText;
import io.sluice.type.Literal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a query is planned anew is seen by the plan's identity. */
class PlanCacheTest {
  private static final String VIEW_QUERY = "SELECT sum(a) FROM v";

  @TempDir
  Path folder;

  private final Extensions extensions = Extensions.discover(List.of());
  private final Catalogs catalogs = new Catalogs(extensions, FileAccess.everywhere());
  private final SqlPlanner planner = planner(10);
  private final SessionContext session = newSession();
  private Path csv = Path.of("");

  @BeforeEach
  void writeFile() throws IOException {
    csv = folder.resolve("t.csv");
    Files.writeString(csv, "a,b\n1,x\n2,y\n");
    createView("memory", "v", "SELECT a + 1 AS a FROM '" + csv + "'");
  }

  private SqlPlanner planner(long maxPlans) {
    return new SqlPlanner(catalogs, Clock.SYSTEM, RandomSource.SYSTEM, maxPlans);
  }

  private SessionContext newSession() {
    return new SessionContext(extensions.sessionDefaults(), catalogs.newSession());
  }

  private WritableSchema schema(String catalog) {
    return (WritableSchema) catalogs
        .catalog(catalog, session.names())
        .flatMap(found -> found.schema(SessionNames.DEFAULT_SCHEMA))
        .orElseThrow();
  }

  private void createView(String catalog, String name, String query) {
    String sql = "CREATE VIEW %s AS %s".formatted(name, query);
    DefinitionStatement.CreateView view =
        (DefinitionStatement.CreateView) planner.parse(sql).get(0);
    schema(catalog)
        .create(new ViewDefinition(
            name, planner.viewColumns(view, session), sql, session.names().path()));
  }

  private ExecutionPlan plan(String sql, SessionContext context, Literal... parameters) {
    return planner.plan((Statement.Query) planner.parse(sql).get(0), context, List.of(parameters));
  }

  private ExecutionPlan plan(String sql) {
    return plan(sql, session);
  }

  @Test
  void theSameQueryIsPlannedOnce() {
    for (String sql : List.of(
        "SELECT 1",
        VIEW_QUERY,
        "SELECT b FROM '" + csv + "' ORDER BY a",
        "SELECT * FROM numbers(0, 10), range(3) t(i)",
        "SELECT count(*) FROM tpch.sf1.region JOIN tpcds.sf1.item ON i_item_sk = r_regionkey")) {
      ExecutionPlan first = plan(sql);
      assertThat(plan(sql)).as(sql).isSameAs(first);
      assertThat(plan(sql, newSession())).as("another session, " + sql).isSameAs(first);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT now()",
        "SELECT current_date",
        "SELECT * FROM range(9) t(i) WHERE i > extract(year FROM current_timestamp)",
        "SELECT * FROM range(1000) TABLESAMPLE BERNOULLI (10)",
        "SELECT * FROM memory.information_schema.tables"
      })
  void whatIsOtherEachTimeIsPlannedAnew(String sql) {
    assertThat(plan(sql)).isNotSameAs(plan(sql));
  }

  @Test
  void tablesThatTakeWritesArePlannedAnew() {
    TableStatement create =
        (TableStatement) planner.parse("CREATE TABLE cache_w (a INTEGER)").get(0);
    schema("memory")
        .create(planner.plan(create, session, List.of()).table(), List.of(), session.settings());
    assertThat(plan("SELECT * FROM cache_w")).isNotSameAs(plan("SELECT * FROM cache_w"));
    schema("memory").drop("cache_w");
  }

  @Test
  void otherFilesAreOtherTables() throws IOException {
    ExecutionPlan first = plan(VIEW_QUERY);
    Files.writeString(csv, "a,b\n1,x\n2,y\n3,z\n");
    ExecutionPlan second = plan(VIEW_QUERY);
    assertThat(second).isNotSameAs(first);
    assertThat(plan(VIEW_QUERY)).isSameAs(second);
  }

  @Test
  void aViewMadeAnewIsAnotherOne() {
    ExecutionPlan first = plan(VIEW_QUERY);
    createView("memory", "v", "SELECT a + 2 AS a FROM '" + csv + "'");
    assertThat(plan(VIEW_QUERY)).isNotSameAs(first);
  }

  @Test
  void aTemporaryViewHidesTheOtherFromItsSessionOnly() {
    ExecutionPlan first = plan(VIEW_QUERY);
    createView("temp", "v", "SELECT a + 3 AS a FROM '" + csv + "'");
    ExecutionPlan own = plan(VIEW_QUERY);
    assertThat(own).isNotSameAs(first);
    assertThat(plan(VIEW_QUERY)).isSameAs(own);
    assertThat(plan(VIEW_QUERY, newSession())).isNotSameAs(own);
  }

  @Test
  void aViewInsideAViewIsAskedForToo() {
    createView("memory", "inner_v", "SELECT 1 AS a");
    createView("memory", "outer_v", "SELECT a FROM inner_v");
    ExecutionPlan first = plan("SELECT * FROM outer_v");
    assertThat(plan("SELECT * FROM outer_v")).isSameAs(first);
    createView("memory", "inner_v", "SELECT 2 AS a");
    assertThat(plan("SELECT * FROM outer_v")).isNotSameAs(first);
  }

  @Test
  void macrosThatAppearOrChangeCount() {
    ExecutionPlan first = plan("SELECT abs(-1)");
    schema("memory").create(new MacroDefinition("abs", "CREATE MACRO abs(x) AS x", false));
    ExecutionPlan second = plan("SELECT abs(-1)");
    assertThat(second).isNotSameAs(first);
    assertThat(plan("SELECT abs(-1)")).isSameAs(second);
    schema("memory").create(new MacroDefinition("abs", "CREATE MACRO abs(x) AS x + 1", false));
    assertThat(plan("SELECT abs(-1)")).isNotSameAs(second);
    schema("memory").dropMacro("abs");
  }

  @Test
  void settingsVariablesNamesAndParametersCount() {
    ExecutionPlan first = plan(VIEW_QUERY);
    assertThat(plan(
            VIEW_QUERY,
            new SessionContext(session.settings().with("target_partitions", "3"), session.names())))
        .isNotSameAs(first);
    assertThat(plan(
            VIEW_QUERY,
            new SessionContext(session.settings(), session.names(), Map.of("x", Literal.of(1)))))
        .isNotSameAs(first);
    assertThat(plan(
            "SELECT sum(a) FROM memory.v",
            session.withNames(session.names().withPath(List.of("tpch", "sf1")))))
        .isNotSameAs(plan("SELECT sum(a) FROM memory.v"));
    ExecutionPlan one = plan("SELECT ?", session, Literal.of(1));
    assertThat(plan("SELECT ?", session, Literal.of(1))).isSameAs(one);
    assertThat(plan("SELECT ?", session, Literal.of(1L))).isNotSameAs(one);
    assertThat(plan("SELECT ?", session, Literal.of(2))).isNotSameAs(one);
  }

  @Test
  void statementsOfOneTextAreApart() {
    List<Statement> statements = planner.parse("SELECT 1; SELECT 2");
    assertThat(planner.plan((Statement.Query) statements.get(0), session, List.of()))
        .isNotSameAs(planner.plan((Statement.Query) statements.get(1), session, List.of()));
  }

  @Test
  void onlySoManyAreKept() {
    SqlPlanner small = planner(2);
    List<Statement> queries = small.parse("SELECT 0; SELECT 1; SELECT 2; SELECT 3; SELECT 4");
    List<ExecutionPlan> first = queries.stream()
        .map(query -> small.plan((Statement.Query) query, session, List.of()))
        .toList();
    int kept = 0;
    for (int i = 0; i < queries.size(); i++) {
      ExecutionPlan again = small.plan((Statement.Query) queries.get(i), session, List.of());
      kept += again == first.get(i) ? 1 : 0;
    }
    assertThat(kept).isLessThanOrEqualTo(2);
    Statement.Query query = (Statement.Query) planner(0).parse("SELECT 1").get(0);
    SqlPlanner none = planner(0);
    assertThat(none.plan(query, session, List.of()))
        .isNotSameAs(none.plan(query, session, List.of()));
  }

  @Test
  void aTextOfQueriesIsParsedOnce() {
    String text = "SELECT a FROM v; SELECT b FROM '" + csv + "'";
    List<Statement> statements = planner.parse(text);
    assertThat(planner.parse(text)).isEqualTo(statements);
    // Planning changes trees, and each plan needs one of its own.
    for (int i = 0; i < 3; i++) {
      SqlPlanner another = planner(0);
      for (Statement statement : statements) {
        Statement.Query query = (Statement.Query) statement;
        assertThat(PlanText.format(planner.plan(query, newSession(), List.of())))
            .isEqualTo(PlanText.format(another.plan(query, newSession(), List.of())));
      }
    }
  }

  @Test
  void otherTextsAreParsedEachTime() {
    assertThat(isParsedOnce(planner, "SELECT 1")).isTrue();
    assertThat(isParsedOnce(planner, "CREATE VIEW w AS SELECT 1 AS a")).isFalse();
    assertThat(isParsedOnce(planner, "SET batch_size = 7; SELECT 1")).isFalse();
    assertThat(isParsedOnce(planner, "SELECT '" + "x".repeat(20_000) + "'")).isFalse();
    assertThat(isParsedOnce(planner(0), "SELECT 1")).isFalse();
  }

  private static boolean isParsedOnce(SqlPlanner planner, String text) {
    Statement first = planner.parse(text).get(0);
    return planner.parse(text).get(0) == first;
  }
}
