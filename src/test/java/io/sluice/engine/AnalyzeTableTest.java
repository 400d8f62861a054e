package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.SluiceOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ANALYZE finds what is true of a table, nearly, and it is kept. */
@Timeout(120)
class AnalyzeTableTest {
  private final String folder = TestCluster.newFolder();
  private EmbeddedEngine engine = engine();

  private EmbeddedEngine engine() {
    return new EmbeddedEngine(new SluiceOptions()
        .setWorkers(2)
        .setCatalogDirectory(folder)
        .setSetting("target_partitions", "2"));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private List<String> statistics(String column) {
    return engine.texts("SHOW STATS FOR t").stream()
        .filter(row -> row.get(0).equals(column))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsAndBoundsAreThoseOfTheRows() {
    engine.rows(
        "CREATE TABLE t AS SELECT number AS id, number % 1000 AS few, CASE WHEN number % 4 = 0 THEN NULL ELSE 'x' || number % 10 END AS name"
            + " FROM numbers(0, 100000)");
    assertThat(engine.rows("ANALYZE t")).isEqualTo(List.of(List.of(100_000L)));
    assertThat(statistics("few").subList(2, 6)).isEqualTo(List.of("0", "NULL", "0", "999"));
    assertThat(Double.parseDouble(statistics("few").get(1))).isBetween(990.0, 1000.0);
    assertThat(Double.parseDouble(statistics("id").get(1))).isBetween(90_000.0, 100_000.0);
    assertThat(statistics("name").subList(1, 3)).isEqualTo(List.of("10", "0.25"));
    assertThat(statistics("id").get(6)).isEqualTo("32");
    assertThat(statistics("name").get(6)).isEqualTo("NULL");
    assertThat(statistics("NULL").get(3)).isEqualTo("100000");
  }

  @Test
  void whatWasFoundIsKeptUntilTheTableIsAnother() {
    engine.rows("CREATE TABLE t AS SELECT 'a' || number % 50 AS name FROM numbers(0, 1000)");
    assertThat(statistics("name").get(1)).isEqualTo("NULL");
    engine.rows("ANALYZE TABLE t");
    engine.close();
    engine = engine();
    assertThat(statistics("name").get(1)).isEqualTo("50");
    engine.rows("INSERT INTO t VALUES ('b')");
    assertThat(statistics("name").get(1)).isEqualTo("50");
    assertThat(statistics("NULL").get(3)).isEqualTo("1001");
    engine.rows("CREATE OR REPLACE TABLE t AS SELECT 'a' AS name");
    assertThat(statistics("name").get(1)).isEqualTo("NULL");
    engine.rows("ANALYZE t");
    engine.rows("DROP TABLE t");
    engine.rows("CREATE TABLE t (name VARCHAR)");
    assertThat(statistics("name").get(1)).isEqualTo("NULL");
  }

  /** The smaller input of a join is its build side, the first child. */
  @Test
  void thePlannerGoesByTheHistogram() {
    engine.rows(
        "CREATE TABLE t AS SELECT CASE WHEN number < 99000 THEN number % 100 ELSE number * 1000 END AS a, number AS k FROM numbers(0, 100000)");
    engine.rows("CREATE TABLE u AS SELECT number AS k FROM numbers(0, 20000)");
    String join = "SELECT count(*) FROM t JOIN u ON t.k = u.k WHERE t.a > 1000000";
    String before = engine.explain(join);
    engine.rows("ANALYZE t");
    String after = engine.explain(join);
    assertThat(before.indexOf("predicate=")).as(before).isGreaterThan(before.indexOf("[k]"));
    assertThat(after.indexOf("predicate=")).as(after).isLessThan(after.indexOf("[k]"));
    assertThat(engine.texts(join)).isEqualTo(List.of(List.of("0")));
  }

  @Test
  void whatCannotBeAnalyzedIsTold() {
    engine.rows("CREATE VIEW v AS SELECT 1 AS a");
    for (String statement : List.of("ANALYZE v", "ANALYZE tpch.tiny.orders", "ANALYZE nothing")) {
      assertThatThrownBy(() -> engine.rows(statement))
          .as(statement)
          .isInstanceOfSatisfying(SluiceException.class, error -> {
            assertThat(error.code()).isIn(ErrorCode.NOT_SUPPORTED, ErrorCode.TABLE_NOT_FOUND);
            assertThat(error.position()).isNotNull();
          });
    }
  }
}
