package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.SluiceOptions;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import io.sluice.testing.RowsAssert;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scans that leave out rows for the joins above them change no result, however the plan is spread. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class RuntimeFilterQueriesTest {
  private static final String FACTS =
      "SELECT i AS id, if(i % 11 = 0, NULL, (i * 7919) % 2500)::INTEGER AS dim, DATE '2020-01-01' + (i % 700)::INTEGER AS day,"
          + " (i % 997 / 4)::DECIMAL(12, 2) AS price, 'note ' || i % 321 AS note FROM range(20000) t(i)";
  private static final String DIMS =
      "SELECT i AS id, 'name ' || i AS name, (i * 31) % 101 AS flag, if(i % 5 = 0, NULL, i // 3) AS parent,"
          + " DATE '2020-01-01' + (i * 3)::INTEGER AS day, (i / 4)::DECIMAL(12, 2) AS price FROM range(3000) t(i)";

  @TempDir
  static Path folder;

  private final ReferenceDatabase reference = new ReferenceDatabase();
  private final List<EmbeddedEngine> engines = new ArrayList<>();

  /** An engine that reads the files. */
  private EmbeddedEngine engine(int workers, int partitions, long maxBroadcastRows) {
    EmbeddedEngine engine = new EmbeddedEngine(new SluiceOptions()
        .setWorkers(workers)
        .setSetting("batch_size", "512")
        .setSetting("target_partitions", Integer.toString(partitions))
        .setSetting("bytes_per_task", "20000")
        .setSetting("broadcast_join.max_rows", Long.toString(maxBroadcastRows)));
    for (String table : List.of("facts", "dims")) {
      engine.rows("CREATE VIEW %s AS SELECT * FROM '%s'".formatted(table, file(table)));
    }
    return engine;
  }

  private static Path file(String table) {
    return folder.resolve(table + ".parquet");
  }

  @BeforeAll
  void start() {
    for (String[] table : new String[][] {{"facts", FACTS}, {"dims", DIMS}}) {
      reference.run("CREATE TABLE %s AS %s".formatted(table[0], table[1]));
      reference.run("COPY %s TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048)"
          .formatted(table[0], file(table[0])));
    }
    engines.add(engine(1, 1, 1000));
    engines.add(engine(1, 3, 1000));
    engines.add(engine(1, 2, 0));
    engines.add(engine(3, 2, 1000));
    engines.add(engine(3, 2, 0));
  }

  @AfterAll
  void stop() {
    engines.forEach(EmbeddedEngine::close);
    reference.close();
  }

  Stream<String> queries() {
    return QueryFile.read("runtime-filters.sql", folder.toString()).stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void givesTheRowsOfTheReference(String query) {
    List<List<String>> expected = reference.rows(query);
    for (EmbeddedEngine engine : engines) {
      for (String maxRows : List.of("4194304", "10")) {
        engine.rows("SET runtime_filter.max_rows = " + maxRows);
        RowsAssert.assertSameRows(
            "filters of %s rows".formatted(maxRows), engine.texts(query), expected, false);
      }
      engine.assertNothingLeft();
    }
  }

  private String explain(String query) {
    EmbeddedEngine engine = engines.get(1);
    engine.rows("SET runtime_filter.max_rows = 1000");
    return engine.explain(query);
  }

  @Test
  void aFilterGoesDownToTheScanOfTheJoinKey() {
    assertThat(explain("SELECT f.id FROM facts f JOIN dims d ON f.dim = d.id WHERE d.flag = 3"))
        .contains("runtime_filters=[#1 of key 0]")
        .contains("runtime_filters=[#1 of dim]");
  }

  @Test
  void aFilterPassesGroupingsByTheKeyAndAJoinMakesOneForTheNext() {
    assertThat(
            explain(
                "SELECT f.total FROM dims d JOIN (SELECT dim, sum(price) AS total FROM facts GROUP BY dim) f ON f.dim = d.id WHERE d.flag = 7"))
        .contains("runtime_filters=[#1 of dim]");
    assertThat(
            explain(
                "SELECT a.id FROM facts a JOIN facts b ON a.dim = b.dim JOIN dims d ON d.id = b.dim WHERE d.flag = 11"))
        .containsPattern("(?s)runtime_filters=.#2 of dim.*runtime_filters=.#1 of dim");
  }

  @Test
  void thereIsNoFilterWhereRowsWithoutPartnerAreWantedOrCounted() {
    for (String query : List.of(
        "SELECT f.id, d.name FROM facts f FULL JOIN (SELECT * FROM dims WHERE flag = 3) d ON f.dim = d.id",
        "SELECT f.id FROM (SELECT * FROM facts ORDER BY id LIMIT 3000) f JOIN dims d ON f.dim = d.id WHERE d.flag = 3",
        "SELECT f.id FROM (SELECT count(*) AS id FROM facts) f JOIN dims d ON f.id = d.id WHERE d.flag = 3",
        "SELECT f.id FROM facts f JOIN dims d ON f.dim = d.id")) {
      assertThat(explain(query)).as(query).doesNotContain("runtime_filters");
    }
  }

  /** Rows that the scans of facts gave, in tasks of another stage than the join. */
  private static long factRows(EmbeddedEngine engine, String query) {
    JsonObject plan = new JsonObject(engine.rows("EXPLAIN ANALYZE (FORMAT JSON) " + query).stream()
        .map(row -> String.valueOf(row.get(0)))
        .collect(Collectors.joining("\n")));
    long rows = 0;
    for (Object stage : plan.getJsonArray("stages")) {
      JsonObject root = ((JsonObject) stage).getJsonObject("plan");
      if (!root.encode().contains("HashJoinExec")) {
        rows += factRows(root);
      }
    }
    return rows;
  }

  private static long factRows(JsonObject node) {
    boolean isFacts = node.getString("node").matches("ParquetExec.*projection=\\[id, dim.*");
    long rows = isFacts ? node.getJsonObject("metrics").getLong("output_rows", 0L) : 0;
    for (Object child : node.getJsonArray("children")) {
      rows += factRows((JsonObject) child);
    }
    return rows;
  }

  @Test
  void aFilterCrossesStages() {
    EmbeddedEngine engine = engines.get(4);
    engine.rows("SET runtime_filter.max_rows = 1000");
    String query = "SELECT f.id, d.name FROM facts f JOIN dims d ON f.dim = d.id WHERE d.flag = 3";
    assertThat(factRows(engine, query)).isBetween(1L, 2000L);
    // Nobody waits for one that is not told.
    engine.rows("SET runtime_filter.max_bytes = 0");
    assertThat(factRows(engine, query)).isEqualTo(20_000);
    engine.rows("RESET runtime_filter.max_bytes; SET runtime_filter.max_rows = 1");
    assertThat(factRows(engine, query)).isEqualTo(20_000);
    engine.rows("SET runtime_filter.max_rows = 1000");
    assertThat(factRows(engine, query.replace("d.flag = 3", "d.flag = 3 AND d.name = 'nobody'")))
        .isZero();
    engine.assertNothingLeft();
  }

  @Test
  void aScanDoesNotWaitForAFilterWhereItMayNot() {
    EmbeddedEngine engine = engines.get(4);
    String query = "SELECT f.id, d.name FROM facts f JOIN dims d ON f.dim = d.id WHERE d.flag = 3";
    List<List<String>> expected = reference.rows(query);
    for (String wait : List.of("0", "1", "10000")) {
      engine.rows("SET runtime_filter.max_rows = 1000; SET runtime_filter.max_wait = " + wait);
      RowsAssert.assertSameRows("wait " + wait, engine.texts(query), expected, false);
    }
    engine.rows("RESET runtime_filter.max_wait");
    engine.assertNothingLeft();
  }

  @Test
  void noFilterIsPlannedWhereTheyAreSwitchedOff() {
    EmbeddedEngine engine = engines.get(0);
    engine.rows("SET runtime_filter.max_rows = 0");
    assertThat(
            engine.explain("SELECT f.id FROM facts f JOIN dims d ON f.dim = d.id WHERE d.flag = 3"))
        .doesNotContain("runtime_filters");
  }
}
