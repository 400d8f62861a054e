package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of rows tell where in the statement the expression stands that failed, from whichever worker they come. */
class ErrorPositionTest {
  private static final EmbeddedEngine ENGINE = EmbeddedEngine.of(3, 2);

  @BeforeAll
  static void makeTables() {
    ENGINE.rows("CREATE TABLE t AS SELECT number AS a FROM numbers(0, 10)");
    ENGINE.rows("CREATE VIEW quotients AS SELECT a, 1 / (a - 1) AS q FROM t");
    ENGINE.rows("CREATE TABLE d (a INTEGER DEFAULT 1 / 0, b INTEGER)");
  }

  @AfterAll
  static void stop() {
    ENGINE.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "SELECT 1 / 0 ; DIVISION_BY_ZERO ; 8",
        "SELECT 1, 2 + a / (a - 3) FROM t ; DIVISION_BY_ZERO ; 15",
        "SELECT a FROM t WHERE 10 % (a - 5) < 3 ; DIVISION_BY_ZERO ; 23",
        "SELECT sum(10 / a) FROM t ; DIVISION_BY_ZERO ; 12",
        "SELECT a % 3, count(*) FROM t GROUP BY a % 3 HAVING 1 / min(a) > 0 ; DIVISION_BY_ZERO ; 53",
        "SELECT x.a FROM t x JOIN t y ON 5 / x.a = y.a ; DIVISION_BY_ZERO ; 33",
        "SELECT sum(a) OVER (ORDER BY 1 / a) FROM t ; DIVISION_BY_ZERO ; 30",
        "SELECT a FROM t ORDER BY 7 / (a - 2) ; DIVISION_BY_ZERO ; 26",
        "SELECT (SELECT max(o.a / i.a) FROM t i) FROM t o ; DIVISION_BY_ZERO ; 20",
        "SELECT a * 9223372036854775807 FROM t ; NUMERIC_OVERFLOW ; 8",
        "SELECT CAST('x' || a AS DATE) FROM t ; INVALID_CAST ; 8",
        "SELECT 1, (a * 1000)::TINYINT FROM t ; NUMERIC_OVERFLOW ; 11",
        "SELECT 1, 'x'::INTEGER ; INVALID_CAST ; 11",
        "SELECT a FROM t WHERE true = 'x' ; INVALID_CAST ; 30",
        "SELECT a, list_contains([1, 2], INTERVAL 1 DAY) FROM t ; TYPE_MISMATCH ; 11",
        "SELECT 1, abs(INTERVAL 1 DAY) ; TYPE_MISMATCH ; 11",
        "SELECT x.a FROM t x ASOF JOIN t y ON x.a = y.a ; SEMANTIC_ERROR ; 38",
        "SELECT COLUMNS('(') FROM t ; INVALID_ARGUMENT ; 16",
        "SELECT ntile(0) OVER (ORDER BY a) FROM t ; INVALID_ARGUMENT ; 14",
        "SELECT nth_value(a, 0) OVER (ORDER BY a) FROM t ; INVALID_ARGUMENT ; 21",
        "WITH w (x, y) AS (SELECT a FROM t) SELECT x FROM w ; SEMANTIC_ERROR ; 8",
        "SELECT a, ln(a - 1) FROM t ; INVALID_ARGUMENT ; 11",
        "INSERT INTO d (a, b) SELECT 1, 2 / a FROM t ; DIVISION_BY_ZERO ; 32"
      })
  void anErrorTellsWhereItsExpressionStands(String sql, String code, int column) {
    SluiceException error = catchThrowableOfType(SluiceException.class, () -> ENGINE.rows(sql));
    assertThat(error.code().name() + " " + error.position())
        .isEqualTo(code + " line 1, column " + column);
  }

  @Test
  void aPositionCountsLines() {
    assertThat(catchThrowableOfType(
            SluiceException.class, () -> ENGINE.rows("SELECT a,\n  1 / a\nFROM t")))
        .hasFieldOrPropertyWithValue("position.line", 2)
        .hasFieldOrPropertyWithValue("position.column", 3);
  }

  @Test
  void anErrorInTheTextOfAViewOrOfADefaultHasNoPositionInTheStatement() {
    for (String sql : new String[] {
      "SELECT max(q) FROM quotients",
      "SELECT * FROM (SELECT q FROM quotients WHERE a < 5) WHERE q > 0",
      "INSERT INTO d (b) VALUES (1)"
    }) {
      SluiceException error = catchThrowableOfType(SluiceException.class, () -> ENGINE.rows(sql));
      assertThat(error.code().name() + " " + error.position()).isEqualTo("DIVISION_BY_ZERO null");
    }
  }

  @Test
  void theSameExpressionTwiceIsComputedOnce() {
    assertThat(ENGINE.explain("SELECT a + 1, count(*) FROM t GROUP BY a +   1"))
        .contains("expr=[a@0 + 1 as a + 1]");
  }
}
