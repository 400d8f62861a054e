package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables are created, filled, changed and dropped. */
abstract class TableStatementsContract {
  final EmbeddedEngine engine = newEngine();

  EmbeddedEngine newEngine() {
    return EmbeddedEngine.of(3, 4);
  }

  /** Where tables are created whose names say no more. */
  String catalog() {
    return "memory";
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void rowsAreInsertedInTheOrderOfTheNamedColumnsAndCast() {
    run("CREATE TABLE T (a INTEGER NOT NULL, b VARCHAR DEFAULT 'x' || 'y', c DECIMAL(10, 2))");
    assertThat(count("INSERT INTO t VALUES (1, 'one', 1.5), (2, DEFAULT, NULL)"))
        .isEqualTo(2);
    assertThat(count("INSERT INTO T (c, A) VALUES (7, '3')")).isEqualTo(1);
    assertThat(count("INSERT INTO t (a) SELECT number FROM numbers(10, 10)")).isZero();
    assertThat(texts("SELECT * FROM t ORDER BY a"))
        .containsExactly(
            List.of("1", "one", "1.5"), List.of("2", "xy", "NULL"), List.of("3", "xy", "7"));
  }

  @Test
  void aTableMadeFromAQueryHasItsColumns() {
    assertThat(count(
            "CREATE TABLE t AS SELECT number AS n, number AS N, 'x' AS s FROM numbers(0, 1000)"))
        .isEqualTo(1000);
    assertThat(texts("SELECT count(*), sum(n), sum(n_1), min(s) FROM t"))
        .containsExactly(List.of("1000", "499500", "499500", "x"));
    run("CREATE OR REPLACE TABLE t (x, y) AS SELECT 1, 2");
    assertThat(texts("SELECT x, y FROM t")).containsExactly(List.of("1", "2"));
    run("CREATE TABLE IF NOT EXISTS t AS SELECT 5 AS x");
    assertThat(texts("SELECT x, y FROM t")).containsExactly(List.of("1", "2"));
    assertThat(error("CREATE TABLE T (a INTEGER)").code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
  }

  @Test
  void aStatementThatFailsWritesNothing() {
    run("CREATE TABLE t (a INTEGER NOT NULL UNIQUE, b INTEGER)");
    run("INSERT INTO t SELECT number, number FROM numbers(0, 20000)");
    assertThat(
            error("INSERT INTO t SELECT number + 50000, 1 / (number - 9000) FROM numbers(0, 10000)")
                .code())
        .isEqualTo(ErrorCode.DIVISION_BY_ZERO);
    assertThat(error("INSERT INTO t VALUES (60000, 1), (NULL, 1)").code())
        .isEqualTo(ErrorCode.CONSTRAINT_VIOLATION);
    assertThat(error("INSERT INTO t VALUES (60000, 1), (5, 1)"))
        .hasMessage("Table 't' would have two rows of key (a) = (5)");
    assertThat(error("UPDATE t SET a = 1").code()).isEqualTo(ErrorCode.CONSTRAINT_VIOLATION);
    assertThat(error("UPDATE t SET b = 1 / (a - 7)").code()).isEqualTo(ErrorCode.DIVISION_BY_ZERO);
    assertThat(texts("SELECT count(*), sum(a), sum(b) FROM t"))
        .containsExactly(List.of("20000", "199990000", "199990000"));
    assertThat(count("INSERT INTO t VALUES (60000, 1)")).isEqualTo(1);
  }

  @Test
  void rowsAreUpdatedAndDeleted() {
    run("CREATE TABLE t AS SELECT number AS a, 'x' AS b FROM numbers(0, 100)");
    run("INSERT INTO t VALUES (NULL, NULL)");
    assertThat(count("UPDATE t AS u SET b = 'y' || b, a = u.a + 1000 WHERE u.a < 10"))
        .isEqualTo(10);
    assertThat(count("DELETE FROM t WHERE a >= 50 AND a < 1000")).isEqualTo(50);
    assertThat(texts("SELECT b, count(*), sum(a) FROM t GROUP BY b ORDER BY b"))
        .containsExactly(
            List.of("x", "40", "1180"), List.of("yx", "10", "10045"), List.of("NULL", "1", "NULL"));
    assertThat(count("UPDATE t SET b = 'z'")).isEqualTo(51);
    assertThat(count("DELETE FROM t")).isEqualTo(51);
    assertThat(texts("SELECT count(*) FROM t")).containsExactly(List.of("0"));
  }

  @Test
  void aQueryKeepsTheRowsItBeganWith() {
    run("CREATE TABLE t AS SELECT number AS a FROM numbers(0, 100000)");
    assertThat(count("INSERT INTO t SELECT a FROM t")).isEqualTo(100_000);
    assertThat(texts("SELECT count(*), count(DISTINCT a) FROM t"))
        .containsExactly(List.of("200000", "100000"));
    run("TRUNCATE TABLE t");
    assertThat(texts("SELECT count(*) FROM t")).containsExactly(List.of("0"));
  }

  @Test
  void writesToOneTableRunOneAfterTheOther() {
    run("CREATE TABLE t (a INTEGER)");
    run("INSERT INTO t VALUES (0)");
    List<Future<?>> writes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      writes.add(engine
          .sluice()
          .newSession()
          .execute("UPDATE t SET a = a + 1")
          .compose(result -> result.close()));
    }
    EmbeddedEngine.await(Future.join(writes));
    assertThat(texts("SELECT a FROM t")).containsExactly(List.of("20"));
  }

  @Test
  void manySmallInsertsAreAllThere() {
    run("CREATE TABLE t (a INTEGER, b VARCHAR)");
    for (int i = 0; i < 300; i++) {
      engine.rows("INSERT INTO t VALUES (?, ?)", Literal.of(i), Literal.of("row " + i));
    }
    assertThat(texts("SELECT count(*), sum(a), count(DISTINCT b) FROM t"))
        .containsExactly(List.of("300", "44850", "300"));
    assertThat(engine.rows("SELECT a FROM t")).hasSize(300).contains(List.of(299));
  }

  @Test
  void temporaryTablesBelongToTheirSession() {
    run("CREATE TABLE t AS SELECT 1 AS a");
    run("CREATE TEMP TABLE t AS SELECT 2 AS a");
    run("CREATE TEMPORARY TABLE mine (a INTEGER)");
    assertThat(texts("SELECT t.a, m.a FROM t, " + catalog() + ".main.t AS m"))
        .containsExactly(List.of("2", "1"));
    engine.newSession();
    assertThat(texts("SELECT a FROM t")).containsExactly(List.of("1"));
    assertThat(error("SELECT * FROM mine").code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
  }

  @Test
  void schemasHoldTables() {
    run("CREATE SCHEMA S");
    run("CREATE TABLE s.t AS SELECT 1 AS a");
    assertThat(texts("SELECT a FROM " + catalog() + ".s.t JOIN s.t AS u USING (a)"))
        .containsExactly(List.of("1"));
    assertThat(error("DROP SCHEMA s").code()).isEqualTo(ErrorCode.SEMANTIC_ERROR);
    run("DROP SCHEMA s CASCADE");
    run("DROP SCHEMA IF EXISTS s");
    run("DROP TABLE IF EXISTS s.t");
    assertThat(error("CREATE TABLE s.t (a INTEGER)").code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(error("CREATE TABLE tpch.tiny.t (a INTEGER)").code())
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  final void run(String sql) {
    engine.rows(sql);
  }

  final long count(String sql) {
    return (Long) engine.rows(sql).get(0).get(0);
  }

  final List<List<String>> texts(String sql) {
    return engine.texts(sql);
  }

  final SluiceException error(String sql) {
    return catchThrowableOfType(SluiceException.class, () -> engine.rows(sql));
  }
}
