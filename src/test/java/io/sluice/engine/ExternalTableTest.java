package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.SluiceOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files under a name: with columns that were fixed, in directories that stand for values, and of several shapes. */
@Timeout(120)
class ExternalTableTest {
  @TempDir
  Path folder;

  private final ReferenceDatabase reference = new ReferenceDatabase();
  private EmbeddedEngine engine = engine("");

  private static EmbeddedEngine engine(String catalog) {
    return new EmbeddedEngine(new SluiceOptions()
        .setWorkers(3)
        .setSetting("target_partitions", "2")
        .setSetting("bytes_per_task", "1000")
        .setCatalogDirectory(catalog));
  }

  @AfterEach
  void stop() {
    reference.close();
    engine.close();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv", "json"})
  void directoriesStandForValuesOfAnotherEngine(String format) {
    reference.run(
        "COPY (SELECT i, i % 4 AS k, CASE i % 3 WHEN 0 THEN 'a=b/c' WHEN 1 THEN 'ü %' END AS t,"
            + " DATE '2024-01-01' + CAST(i % 2 AS INTEGER) AS d FROM range(1000) r(i)) TO '"
            + path("lake") + "' (FORMAT " + format + ", PARTITION_BY (k, t, d))");
    String all = "SELECT k, t, d, count(*), sum(i) FROM %s GROUP BY k, t, d ORDER BY k, t, d";
    String read =
        "read_" + format + "('" + path("lake") + "/**/*." + format + "', hive_partitioning = true)";
    assertThat(engine.texts(all.formatted("'" + path("lake") + "'")))
        .isEqualTo(reference.rows(all.formatted(read)));
    engine.rows("CREATE EXTERNAL TABLE lake (i BIGINT) STORED AS " + format
        + " PARTITIONED BY (k SMALLINT, t VARCHAR, d DATE) LOCATION '" + path("lake") + "'");
    assertThat(engine.texts(all.formatted("lake"))).isEqualTo(reference.rows(all.formatted(read)));
  }

  @Test
  void arrowFilesHavePartitionsAndSeveralShapes() {
    engine.rows(
        "COPY (SELECT number AS i, ARRAY[number, 1] AS a, number % 3 AS k FROM numbers(0, 60)) TO '"
            + path("lake") + "' (FORMAT arrow, PARTITION_BY k)");
    String narrow = "SELECT CAST(number AS INTEGER) AS i FROM numbers(60, 70)";
    engine.rows("COPY (" + narrow + ") TO '" + path("lake/k=7/one.arrow") + "'");
    engine.rows("CREATE EXTERNAL TABLE lake (i BIGINT, a BIGINT ARRAY) STORED AS ARROW"
        + " PARTITIONED BY (k SMALLINT) LOCATION '" + path("lake") + "'");
    assertThat(engine.texts(
            "SELECT k, count(*), sum(i), sum(cardinality(a)) FROM lake GROUP BY k ORDER BY k"))
        .isEqualTo(
            engine.texts(
                "SELECT k, count(*), sum(i), CASE WHEN k < 7 THEN count(*) * 2 END FROM (SELECT number AS i, CASE WHEN number < 60 THEN number % 3 ELSE 7 END AS k FROM numbers(0, 70)) t GROUP BY k ORDER BY k"));
    assertThat(engine.explain("SELECT i FROM lake WHERE k = 1"))
        .contains("ArrowExec")
        .doesNotContain("UnionExec");
    assertThat(engine.texts("SELECT max(i) FROM lake WHERE k = 1"))
        .isEqualTo(List.of(List.of("58")));
    engine.rows("INSERT INTO lake VALUES (100, ARRAY[1], 1)");
    assertThat(engine.texts("SELECT max(i) FROM lake WHERE k = 1"))
        .isEqualTo(List.of(List.of("100")));
  }

  @Test
  void partitionsThatCannotMatchAreNotRead() {
    engine.rows("COPY (SELECT number AS i, number % 10 AS k FROM numbers(0, 1000)) TO '"
        + path("lake") + "' (PARTITION_BY k)");
    String table = "'" + path("lake") + "'";
    assertThat(engine.explain("SELECT * FROM " + table + " WHERE k = 3"))
        .contains("files=1")
        .doesNotContain("UnionExec");
    assertThat(engine.explain("SELECT * FROM " + table + " WHERE k IN (3, 4) AND i > 5"))
        .contains("UnionExec");
    assertThat(engine.explain("SELECT * FROM " + table + " WHERE k > 100")).contains("ValuesExec");
    assertThat(engine.texts("SELECT sum(i), count(*) FROM " + table + " WHERE k = 3 OR i = 4"))
        .isEqualTo(List.of(List.of("49804", "101")));
    assertThat(engine.texts("SELECT count(*) FROM " + table)).isEqualTo(List.of(List.of("1000")));
    assertThat(engine.texts("SELECT k FROM " + table + " GROUP BY k HAVING count(*) > 100"))
        .isEmpty();
  }

  @Test
  void conditionsOnPartitionsGiveTheRowsOfTheSameTableWithoutPartitions() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    engine.rows(
        "COPY (SELECT number AS i, number % 7 AS k, CASE WHEN number % 5 = 0 THEN NULL ELSE 'v' || number % 3 END AS t"
            + " FROM numbers(0, 2000)) TO '" + path("lake") + "' (PARTITION_BY (k, t))");
    String plain =
        "(SELECT number AS i, number % 7 AS k, CASE WHEN number % 5 = 0 THEN NULL ELSE 'v' || number % 3 END AS t FROM numbers(0, 2000))";
    List<String> atoms = List.of(
        "k = 3",
        "k <> 2",
        "t = 'v1'",
        "t IS NULL",
        "t LIKE '%2'",
        "i < 700",
        "i % 2 = k % 2",
        "k BETWEEN 2 AND 4",
        "NOT (t = 'v0')",
        "k IN (1, 5, 9)",
        "coalesce(t, 'x') = 'x'");
    for (int run = 0; run < 40; run++) {
      String condition = atoms.get(random.nextInt(atoms.size()))
          + (random.nextBoolean() ? " AND " : " OR ")
          + atoms.get(random.nextInt(atoms.size()));
      String query = "SELECT count(*), sum(i), sum(k), min(t) FROM ROWS AS r WHERE " + condition;
      assertThat(engine.texts(query.replace("ROWS", "'" + path("lake") + "'")))
          .as("seed %s: %s", seed, condition)
          .isEqualTo(engine.texts(query.replace("ROWS", plain)));
    }
  }

  @Test
  void columnsThatWereFixedAreFilledFromFilesOfSeveralShapes() {
    engine.rows("COPY (SELECT 1 AS a, 'x' AS b) TO '" + path("t/1.parquet") + "'");
    engine.rows("COPY (SELECT CAST(2 AS BIGINT) AS a, 1.5 AS c, 9 AS other) TO '"
        + path("t/2.parquet") + "'");
    engine.rows("COPY (SELECT CAST(1.25 AS DECIMAL(9, 4)) AS C, CAST(3 AS SMALLINT) AS A) TO '"
        + path("t/3.parquet") + "'");
    engine.rows(
        "CREATE EXTERNAL TABLE t (a BIGINT, b VARCHAR, c DOUBLE) STORED AS PARQUET LOCATION '"
            + path("t") + "'");
    assertThat(engine.texts("SELECT * FROM t ORDER BY a"))
        .isEqualTo(List.of(
            List.of("1", "x", "NULL"),
            List.of("2", "NULL", "1.5000000000000000e+00"),
            List.of("3", "NULL", "1.2500000000000000e+00")));
    assertThat(engine.texts("SELECT count(*), sum(a) FROM t WHERE c IS NULL OR c < 1.3"))
        .isEqualTo(List.of(List.of("2", "4")));
    assertThatThrownBy(() -> engine.rows("SELECT * FROM '" + path("t") + "'"))
        .hasMessageContaining("must agree");
  }

  @Test
  void textOfFilesIsReadAsTheTypesThatWereFixed() {
    reference.run("COPY (SELECT '007' AS code, '1.50' AS price, '' AS empty, 12 AS n) TO '"
        + path("t.csv") + "'");
    engine.rows(
        "CREATE EXTERNAL TABLE t (n INTEGER, code VARCHAR, price DECIMAL(9, 3), later DATE) LOCATION '"
            + path("t.csv") + "'");
    assertThat(engine.texts("SELECT * FROM t"))
        .isEqualTo(List.of(List.of("12", "007", "1.5", "NULL")));
    reference.run("COPY (SELECT 'x;y' AS a, 3 AS b) TO '" + path("u.csv")
        + "' (HEADER false, DELIMITER ';')");
    engine.rows("CREATE EXTERNAL TABLE u (a VARCHAR, b TINYINT, c INTEGER) STORED AS CSV LOCATION '"
        + path("u.csv") + "' OPTIONS (HEADER false, DELIMITER ';')");
    assertThat(engine.texts("SELECT * FROM u")).isEqualTo(List.of(List.of("x;y", "3", "NULL")));
    reference.run("COPY (SELECT 1 AS a, {'x': 5, 'y': [1, 2]} AS s) TO '" + path("v.json") + "'");
    engine.rows(
        "CREATE EXTERNAL TABLE v (A SMALLINT, s STRUCT(x INTEGER, y INTEGER[]), missing VARCHAR) STORED AS JSON LOCATION '"
            + path("v.json") + "'");
    assertThat(engine.rows("SELECT a, s.x, s.y[2], missing FROM v"))
        .hasToString("[[1, 5, 2, null]]");
    reference.run("COPY (SELECT 'many' AS n) TO '" + path("w.csv") + "'");
    engine.rows("CREATE EXTERNAL TABLE w (n INTEGER) LOCATION '" + path("w.csv") + "'");
    assertThatThrownBy(() -> engine.rows("SELECT * FROM w"))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("many");
  }

  @Test
  void rowsAreAddedToDirectoriesAndNothingElseIsChanged() {
    engine.rows("COPY (SELECT number AS i, number % 3 AS k FROM numbers(0, 30)) TO '" + path("t")
        + "' (PARTITION_BY k)");
    engine.rows("CREATE EXTERNAL TABLE t STORED AS PARQUET PARTITIONED BY (k) LOCATION '"
        + path("t") + "'");
    engine.rows("INSERT INTO t SELECT 100, 7 UNION ALL SELECT 101, NULL");
    assertThat(engine.texts("SELECT k, count(*), sum(i) FROM t GROUP BY k ORDER BY k"))
        .isEqualTo(List.of(
            List.of("0", "10", "135"),
            List.of("1", "10", "145"),
            List.of("2", "10", "155"),
            List.of("7", "1", "100"),
            List.of("NULL", "1", "101")));
    for (String statement : List.of(
        "DELETE FROM t",
        "UPDATE t SET i = 0",
        "TRUNCATE t",
        "ALTER TABLE t ADD COLUMN x INTEGER")) {
      assertThatThrownBy(() -> engine.rows(statement))
          .as(statement)
          .isInstanceOfSatisfying(
              SluiceException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
    }
    engine.rows("DROP TABLE t");
    assertThat(engine.texts("SELECT count(*) FROM '" + path("t") + "'"))
        .isEqualTo(List.of(List.of("32")));
  }

  @Test
  void namesAreKeptWithTheCatalogAndFilesAreSeenAsTheyAre() {
    engine.close();
    engine = engine(path("catalog"));
    engine.rows("COPY (SELECT 1 AS a) TO '" + path("t/1.parquet") + "'");
    engine.rows("CREATE EXTERNAL TABLE t LOCATION '" + path("t") + "'");
    engine.rows("COPY (SELECT 2 AS a) TO '" + path("t/2.parquet") + "'");
    assertThat(engine.texts("SELECT sum(a) FROM t")).isEqualTo(List.of(List.of("3")));
    engine.close();
    engine = engine(path("catalog"));
    assertThat(engine.texts("SELECT sum(a) FROM t")).isEqualTo(List.of(List.of("3")));
    assertThatThrownBy(() -> engine.rows("CREATE EXTERNAL TABLE t LOCATION '" + path("t") + "'"))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
    engine.rows("CREATE EXTERNAL TABLE IF NOT EXISTS t LOCATION '" + path("t") + "'");
    engine.rows("CREATE OR REPLACE EXTERNAL TABLE t LOCATION '" + path("t/2.parquet") + "'");
    assertThat(engine.texts("SELECT sum(a) FROM t")).isEqualTo(List.of(List.of("2")));
  }

  @Test
  void theStatementThatIsShownMakesTheSameTable() {
    engine.rows("COPY (SELECT number AS i, number % 3 AS k FROM numbers(0, 30)) TO '" + path("t")
        + "' (FORMAT csv, PARTITION_BY k, DELIMITER ';')");
    engine.rows(
        "CREATE EXTERNAL TABLE \"a table\" (i DECIMAL(9, 2)) STORED AS CSV PARTITIONED BY (k VARCHAR) LOCATION '"
            + path("t") + "' OPTIONS (DELIMITER ';')");
    String shown = (String) engine.rows("SHOW CREATE TABLE \"a table\"").get(0).get(0);
    assertThat(shown)
        .startsWith(
            "CREATE EXTERNAL TABLE \"a table\" (\"i\" DECIMAL(9,2)) STORED AS CSV PARTITIONED BY (\"k\" VARCHAR)");
    String rows = "SELECT k, count(*), sum(i) FROM \"a table\" GROUP BY k ORDER BY k";
    List<List<String>> before = engine.texts(rows);
    engine.rows("DROP TABLE \"a table\"");
    engine.rows(shown);
    assertThat(engine.texts(rows)).isEqualTo(before).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE EXTERNAL TABLE x STORED AS xml LOCATION 'a'",
        "CREATE EXTERNAL TABLE x LOCATION 'missing.csv'",
        "CREATE EXTERNAL TABLE x LOCATION 'missing'",
        "CREATE EXTERNAL TABLE x STORED AS CSV",
        "CREATE EXTERNAL TABLE x (a INTEGER NOT NULL) STORED AS CSV LOCATION 'a.csv'",
        "CREATE EXTERNAL TABLE x (a INTEGER UNIQUE) STORED AS CSV LOCATION 'a.csv'",
        "CREATE EXTERNAL TABLE x (a INTEGER) STORED AS CSV PARTITIONED BY (b) LOCATION 'a.csv'",
        "CREATE EXTERNAL TABLE memory.main.x (a INTEGER) STORED AS CSV LOCATION 'a.csv'"
      })
  void mistakesAreTold(String statement) {
    assertThatThrownBy(() -> engine.rows(statement))
        .isInstanceOfSatisfying(SluiceException.class, error -> {
          assertThat(error.code().kind()).hasToString("USER");
          assertThat(error.position()).isNotNull();
        });
  }
}
