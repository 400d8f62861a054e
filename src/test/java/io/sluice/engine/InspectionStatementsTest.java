package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.type.Literal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Views, the statements that tell what is there, and prepared statements. */
class InspectionStatementsTest {
  private final EmbeddedEngine engine = EmbeddedEngine.of(2, 3);

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void aViewIsItsQueryAtTheTimeOfUse() {
    run("CREATE TABLE t AS SELECT number AS a FROM numbers(0, 10)");
    run("CREATE VIEW v AS SELECT a, a * 2 AS twice FROM t WHERE a > 5 -- all\n");
    run(
        "CREATE VIEW w (x, y) AS WITH q AS (SELECT * FROM v) SELECT a, count(*) FROM q GROUP BY ALL");
    assertThat(texts("SELECT x, y FROM w JOIN v ON x = a WHERE twice > 14 ORDER BY x"))
        .containsExactly(List.of("8", "1"), List.of("9", "1"));
    run("INSERT INTO t VALUES (100)");
    assertThat(texts("SELECT max(x) FROM w")).containsExactly(List.of("100"));
    assertThat(error("CREATE VIEW v AS SELECT 1").code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
    run("CREATE OR REPLACE VIEW v AS SELECT 1 AS a");
    assertThat(texts("SELECT * FROM w")).containsExactly(List.of("1", "1"));
    run("DROP TABLE t");
    run("CREATE OR REPLACE VIEW u AS SELECT 1 AS b");
    run("DROP VIEW v");
    assertThat(error("SELECT * FROM w")).hasMessageContaining("View 'w': Table 'v' not found");
    run("DROP VIEW IF EXISTS v");
    assertThat(error("DROP VIEW v").code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(error("DROP TABLE w")).hasMessageContaining("is a view");
  }

  @Test
  void aViewIsCheckedWhenItIsMade() {
    assertThat(error("CREATE VIEW v AS SELECT nothing FROM numbers(0, 1)").code())
        .isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    assertThat(error("CREATE VIEW v (a, b) AS SELECT 1").code())
        .isEqualTo(ErrorCode.SEMANTIC_ERROR);
    run("CREATE VIEW v AS SELECT 1 AS a");
    run("CREATE OR REPLACE VIEW v AS SELECT * FROM v");
    assertThat(error("SELECT * FROM v").code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  @Test
  void temporaryViewsSeeTemporaryTables() {
    run("CREATE TEMP TABLE t AS SELECT 1 AS a");
    run("CREATE TEMP VIEW v AS SELECT a FROM t");
    assertThat(texts("SELECT a FROM v")).containsExactly(List.of("1"));
    assertThat(error("CREATE VIEW w AS SELECT a FROM t").code())
        .isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    engine.newSession();
    assertThat(error("SELECT a FROM v").code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
  }

  @Test
  void theSchemaInUseCompletesNames() {
    run("USE tpch.tiny");
    assertThat(texts("SELECT count(*) FROM nation")).containsExactly(List.of("25"));
    assertThat(texts("SHOW TABLES LIKE '%ion'"))
        .containsExactly(List.of("nation"), List.of("region"));
    run("USE memory");
    run("CREATE SCHEMA s; USE s; CREATE TABLE t AS SELECT 1 AS a");
    assertThat(texts("SELECT a FROM memory.s.t")).containsExactly(List.of("1"));
    assertThat(error("USE nowhere").code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
  }

  @Test
  void whatIsThereIsShown() {
    run("CREATE TABLE T (a INTEGER NOT NULL, b VARCHAR DEFAULT 'x', UNIQUE (a))");
    run("CREATE VIEW v AS SELECT a FROM t");
    run("CREATE TEMP TABLE tt (c DOUBLE)");
    assertThat(texts("SHOW TABLES")).containsExactly(List.of("T"), List.of("tt"), List.of("v"));
    assertThat(texts("SHOW TABLES FROM memory.main LIKE 't'")).containsExactly(List.of("T"));
    assertThat(texts("SHOW CATALOGS"))
        .contains(List.of("memory"), List.of("temp"), List.of("tpch"));
    assertThat(texts("SHOW SCHEMAS"))
        .containsExactly(List.of("information_schema"), List.of("main"));
    assertThat(texts("SHOW SCHEMAS FROM tpch")).contains(List.of("tiny"));
    List<List<String>> columns = List.of(
        List.of("a", "INTEGER", "NO", "UNI", "NULL", "NULL"),
        List.of("b", "VARCHAR", "YES", "NULL", "'x'", "NULL"));
    assertThat(texts("DESCRIBE t")).isEqualTo(columns);
    assertThat(texts("SHOW COLUMNS FROM memory.main.t")).isEqualTo(columns);
    assertThat(texts("DESC SELECT a AS n, 1.5 AS d FROM t"))
        .containsExactly(
            List.of("n", "INTEGER", "NO", "NULL", "NULL", "NULL"),
            List.of("d", "DECIMAL(2,1)", "NO", "NULL", "NULL", "NULL"));
    assertThat(texts("DESCRIBE v")).hasSize(1);
    assertThat(texts("SHOW CREATE TABLE t"))
        .containsExactly(
            List.of(
                "CREATE TABLE \"T\" (\"a\" INTEGER NOT NULL, \"b\" VARCHAR DEFAULT 'x', UNIQUE (\"a\"))"));
    assertThat(texts("SHOW CREATE VIEW v"))
        .containsExactly(List.of("CREATE VIEW v AS SELECT a FROM t"));
    assertThat(texts("SHOW FUNCTIONS LIKE 'su_'"))
        .singleElement()
        .satisfies(row -> assertThat(row).startsWith("sum", "aggregate", "aggregates"));
    assertThat(texts("SHOW SETTINGS")).isEqualTo(texts("SHOW ALL"));
  }

  @Test
  void theInformationSchemaIsQueriedAsAnyOther() {
    run("CREATE TABLE t (a INTEGER NOT NULL, b VARCHAR DEFAULT 'x')");
    run("CREATE VIEW v AS SELECT b FROM t");
    assertThat(
            texts(
                "SELECT table_name, table_type FROM information_schema.tables WHERE table_catalog = 'memory' ORDER BY 1"))
        .containsExactly(List.of("t", "BASE TABLE"), List.of("v", "VIEW"));
    assertThat(texts(
            "SELECT c.column_name, c.ordinal_position, c.is_nullable, c.data_type, c.column_default"
                + " FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_catalog, table_schema, table_name)"
                + " WHERE c.table_name = 't' AND c.table_catalog = 'memory' ORDER BY 2"))
        .containsExactly(
            List.of("a", "1", "NO", "INTEGER", "NULL"), List.of("b", "2", "YES", "VARCHAR", "'x'"));
    assertThat(
            texts(
                "SELECT count(*) FROM tpch.information_schema.tables WHERE table_schema = 'tiny' AND table_catalog = 'tpch'"))
        .containsExactly(List.of("8"));
    assertThat(texts("SELECT view_definition FROM information_schema.views"))
        .containsExactly(List.of("CREATE VIEW v AS SELECT b FROM t"));
    assertThat(
            texts(
                "SELECT schema_name FROM information_schema.schemata WHERE catalog_name = 'memory' ORDER BY 1"))
        .containsExactly(List.of("information_schema"), List.of("main"));
  }

  @Test
  void statementsArePreparedAndExecuted() {
    run("CREATE TABLE t (a INTEGER, b VARCHAR)");
    run("PREPARE fill AS INSERT INTO t VALUES (?, ?)");
    run("EXECUTE fill(1, 'one'); EXECUTE fill USING 1 + 1, 'two'");
    run("PREPARE find AS SELECT b FROM t WHERE a = $1 OR b = $2 OR a = $1 + 100");
    assertThat(texts("EXECUTE find(2, 'none')")).containsExactly(List.of("two"));
    assertThat(texts("EXECUTE FIND(3, 'one')")).containsExactly(List.of("one"));
    assertThat(error("EXECUTE find(3)").code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    run("DEALLOCATE find");
    assertThat(error("EXECUTE find(1, 'x')").code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void numberedParametersAreUsedAsOftenAsNamed() {
    assertThat(engine.texts(
            "SELECT $2 - $1, $1 FROM numbers(0, $2) WHERE number = $1",
            Literal.of(3),
            Literal.of(10)))
        .containsExactly(List.of("7", "3"));
    assertThat(catchThrowableOfType(
                SluiceException.class, () -> engine.rows("SELECT $2", Literal.of(1)))
            .code())
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void plansAreExplainedAsTextAndAsJson() {
    run("CREATE TABLE t (a INTEGER)");
    assertThat(engine.explain("EXPLAIN INSERT INTO t SELECT number FROM numbers(0, 10)"))
        .contains("NumbersExec");
    StringBuilder text = new StringBuilder();
    engine
        .rows("EXPLAIN (FORMAT JSON) SELECT count(*) FROM tpch.tiny.lineitem")
        .forEach(row -> text.append(row.get(0)).append('\n'));
    JsonObject head = new JsonObject(text.toString()).getJsonArray("stages").getJsonObject(0);
    assertThat(head.getInteger("stage")).isZero();
    assertThat(head.getJsonObject("plan").getString("node")).isNotEmpty();
    assertThat(error("EXPLAIN ANALYZE CREATE TABLE u AS SELECT 1").code())
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertThat(error("EXPLAIN (FORMAT DOT) SELECT 1").code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
  }

  private void run(String sql) {
    engine.rows(sql);
  }

  private List<List<String>> texts(String sql) {
    return engine.texts(sql);
  }

  private SluiceException error(String sql) {
    return catchThrowableOfType(SluiceException.class, () -> engine.rows(sql));
  }
}
