package io.sluice.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.api.SluiceOptions;
import io.sluice.coordinator.QueryResult;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Needs the programs of a PostgreSQL server on this machine; without them the class is skipped. */
class PostgresTableTest {
  private static PostgresServer server;
  private EmbeddedEngine engine;

  @BeforeAll
  static void start() {
    Optional<Path> bin = PostgresServer.binaries();
    assumeTrue(
        bin.isPresent(),
        "no initdb and pg_ctl of PostgreSQL on the path or below /usr/lib/postgresql");
    server = PostgresServer.start(bin.orElseThrow());
    server.run(
        List.of(
            "CREATE SCHEMA shop",
            "CREATE TABLE shop.item (id integer PRIMARY KEY, big bigint, price numeric(9, 2), name varchar(40), note text, code char(5), sold date, stamp timestamp, instant timestamptz, flag boolean, ratio float8, key uuid, body jsonb)",
            "INSERT INTO shop.item SELECT x, x * 1000000007::bigint, CASE WHEN x % 7 = 0 THEN NULL ELSE x / 4.0 END, CASE WHEN x % 5 = 0 THEN NULL ELSE 'n' || x % 11 END, 'note ' || x % 4, 'c' || x % 3, DATE '2024-01-15' + x % 90, TIMESTAMP '2024-01-15 10:00:00.123456' + x * INTERVAL '1 second', TIMESTAMPTZ '2024-03-31 00:59:00+01' + x * INTERVAL '1 second', CASE x % 3 WHEN 0 THEN TRUE WHEN 1 THEN FALSE END, CASE x % 100 WHEN 0 THEN 'NaN' ELSE x / 3.0 END, md5(x::text)::uuid, jsonb_build_object('x', x) FROM generate_series(1, 3000) AS x"));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() {
    JsonObject login = server
        .login()
        .put(
            "splits",
            new JsonObject()
                .put(
                    "shop.part",
                    new JsonObject()
                        .put("column", "k")
                        .put("lower", 1)
                        .put("upper", 1000)
                        .put("count", 5)));
    engine = new EmbeddedEngine(new SluiceOptions()
        .setWorkers(2)
        .setSetting("target_partitions", "3")
        .setNodeConfig(new JsonObject()
            .put("jdbc", new JsonObject().put("databases", new JsonObject().put("pg", login)))));
    server.asked();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void queriesAgreeWithThoseOverACopy() {
    engine.rows("CREATE TABLE item AS SELECT * FROM pg.shop.item");
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> atoms = List.of(
        "id < 700",
        "big BETWEEN 100000000700 AND 2000000000000",
        "id NOT IN (5, 6, 7)",
        "price > 120.125",
        "price IN (1.25, 7.5, 700)",
        "price IS NULL",
        "name = 'n3'",
        "name <> 'n3'",
        "note > 'note 2'",
        "note = 'note 2'",
        "name IN ('n1', 'n10', 'Größe')",
        "name LIKE 'n1%'",
        "code = 'c1'",
        "code = 'c1   '",
        "sold >= DATE '2024-03-01'",
        "stamp < TIMESTAMP '2024-01-15 10:20:00'",
        "instant >= TIMESTAMP WITH TIME ZONE '2024-03-31 01:10:00+01:00'",
        "flag",
        "NOT flag",
        "ratio < 500.5",
        "ratio <> 1",
        "ratio > 990",
        "key = CAST('c4ca4238-a0b9-2382-0dcc-509a6f75849b' AS UUID)",
        "NOT (id < 700 AND name = 'n3')",
        "id % 3 = 1");
    for (int run = 0; run < 60; run++) {
      String condition = atoms.get(random.nextInt(atoms.size()))
          + (random.nextBoolean() ? " AND " : " OR ")
          + atoms.get(random.nextInt(atoms.size()));
      String query =
          "SELECT count(*), sum(id), sum(price), min(name), max(code), min(sold), max(stamp), min(instant), max(body), max(key) FROM T WHERE "
              + condition;
      assertThat(engine.texts(query.replace(" T ", " pg.shop.item ")))
          .as("seed %s: %s", seed, condition)
          .isEqualTo(engine.texts(query.replace(" T ", " item ")));
    }
  }

  @Test
  void theServerIsAskedForTheColumnsConditionsAndRowsThatAreWanted() {
    assertThat(
            engine.rows(
                "SELECT name FROM pg.shop.item WHERE sold = DATE '2024-02-29' AND note = 'note 1' AND ratio < 20"))
        .hasToString("[[null]]");
    assertThat(server.asked())
        .containsExactly(
            "SELECT \"name\", \"note\", \"sold\", \"ratio\" FROM \"shop\".\"item\" WHERE \"sold\" = $1 AND \"note\" = $2");
  }

  @Test
  void valuesOfAllTypesAreThoseOfTheServer() {
    server.run(List.of(
        "CREATE TABLE shop.kinds (a smallint, b integer, c bigint, d real, e float8, f numeric(38, 10), g numeric(3, 5), h varchar, i bytea, j date, k time, l timestamp, m timestamptz, n uuid, o boolean, p json)",
        "INSERT INTO shop.kinds VALUES (-32768, -2147483648, -9223372036854775808, 1.5, 'Infinity', -1234567890123456789012345678.0123456789, 0.00123, 'Größe 😀', '\\x00ff', '0001-01-01', '23:59:59.999999', '1969-12-31 23:59:59.999999', '2024-03-31 02:30:00+05:30', '00112233-4455-6677-8899-aabbccddeeff', true, '{\"a\": 1}')",
        "INSERT INTO shop.kinds (a) VALUES (NULL)"));
    String expected =
        "SELECT CAST(-32768 AS SMALLINT), CAST(-2147483648 AS INTEGER), CAST(-9223372036854775808 AS BIGINT), CAST(1.5 AS REAL), CAST('Infinity' AS DOUBLE), CAST(-1234567890123456789012345678.0123456789 AS DECIMAL(38, 10)), CAST(0.00123 AS DECIMAL(5, 5)), 'Größe 😀', X'00FF', DATE '0001-01-01', TIME '23:59:59.999999', TIMESTAMP '1969-12-31 23:59:59.999999', CAST('2024-03-30 21:00:00+00' AS TIMESTAMP WITH TIME ZONE), CAST('00112233-4455-6677-8899-aabbccddeeff' AS UUID), TRUE, '{\"a\": 1}' UNION ALL SELECT "
            + "NULL, ".repeat(15) + "NULL ORDER BY 1";
    assertThat(engine.texts("SELECT * FROM pg.shop.kinds ORDER BY a"))
        .isEqualTo(engine.texts(expected));
    assertThat(engine.texts(
            "SELECT * FROM jdbc_query('pg', 'SELECT * FROM shop.kinds') AS q ORDER BY a"))
        .isEqualTo(engine.texts(expected));
  }

  @Test
  void whatCannotBeReadAsItIsIsAnError() {
    server.run(List.of(
        "CREATE TABLE shop.odd (a integer, b interval, c numeric, d integer[], e point, f timetz, g bit(3))",
        "CREATE TABLE shop.edge (a numeric(5, 2), b date, c timestamp, d timestamptz, e time)",
        "INSERT INTO shop.odd (a) VALUES (1)",
        "INSERT INTO shop.edge VALUES ('NaN', 'infinity', '-infinity', 'infinity', '24:00:00')"));
    assertThat(engine.rows("SELECT a FROM pg.shop.odd")).hasToString("[[1]]");
    for (String column : List.of("b", "c", "d", "e", "f", "g")) {
      assertThatThrownBy(() -> engine.rows("SELECT " + column + " FROM pg.shop.odd"))
          .as(column)
          .isInstanceOfSatisfying(
              SluiceException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
    }
    for (String column : List.of("a", "b", "c", "d", "e")) {
      assertThatThrownBy(() -> engine.rows("SELECT " + column + " FROM pg.shop.edge"))
          .as(column)
          .isInstanceOfSatisfying(
              SluiceException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.IO_ERROR));
    }
  }

  @Test
  void theSizeOfATableIsKnownOnceTheServerHasLooked() {
    server.run(List.of(
        "CREATE TABLE shop.sized (a integer)",
        "ALTER TABLE shop.sized SET (autovacuum_enabled = false)",
        "INSERT INTO shop.sized SELECT generate_series(1, 1234)"));
    assertThat(engine.texts("SHOW STATS FOR pg.shop.sized").toString()).doesNotContain("1234");
    server.run(List.of("ANALYZE shop.sized"));
    assertThat(engine.texts("SHOW STATS FOR pg.shop.sized").toString()).contains("1234");
  }

  @Test
  void queriesInItsOwnSqlOnlyRead() {
    server.run(List.of("CREATE TABLE shop.kept AS SELECT 1 AS a"));
    assertThat(
            engine.texts(
                "SELECT k, n FROM jdbc_query('pg', 'SELECT id % 4 AS k, count(*) AS n FROM shop.item GROUP BY 1') AS q WHERE k > 1 ORDER BY 1"))
        .isEqualTo(List.of(List.of("2", "750"), List.of("3", "750")));
    assertThatThrownBy(() ->
            engine.rows("SELECT * FROM jdbc_query('pg', 'DELETE FROM shop.kept RETURNING a')"))
        .isInstanceOf(SluiceException.class);
    assertThat(engine.rows("SELECT * FROM pg.shop.kept")).hasToString("[[1]]");
  }

  @Test
  void splitsAreReadByAllTasks() {
    server.run(
        List.of(
            "CREATE TABLE shop.part AS SELECT CASE WHEN x % 10 = 0 THEN NULL ELSE x END AS k, x AS v FROM generate_series(-50, 1500) AS x"));
    assertThat(engine.explain("SELECT sum(v) FROM pg.shop.part")).contains("splits=5");
    server.asked();
    assertThat(engine.texts("SELECT count(*), sum(v), sum(k) FROM pg.shop.part"))
        .isEqualTo(
            engine.texts(
                "SELECT * FROM jdbc_query('pg', 'SELECT count(*), sum(v)::bigint, sum(k)::bigint FROM shop.part')"));
    assertThat(server.asked()).hasSize(5);
  }

  @Test
  void aQueryThatIsCancelledEndsTheStatementOfTheServer() {
    String id = "select_42_slow";
    var running = engine
        .session()
        .execute(
            "SELECT * FROM jdbc_query('pg', 'SELECT a, pg_sleep(120)::text AS b FROM (VALUES (1), (2)) AS "
                + id + " (a)')");
    QueryResult result = EmbeddedEngine.await(running);
    awaitRunning(id, 1);
    EmbeddedEngine.await(result.close());
    awaitRunning(id, 0);
    engine.assertNothingLeft();
  }

  /** Asks the server until as many statements run as expected; the engine's own limits end it otherwise. */
  private void awaitRunning(String text, long count) {
    String query =
        "SELECT n FROM jdbc_query('pg', 'SELECT count(*) AS n FROM pg_stat_activity WHERE state = ''active'' AND query LIKE ''%pg_sleep%"
            + text + "%'' AND pid <> pg_backend_pid()')";
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!engine.rows(query).equals(List.of(List.of(count)))) {
      assertThat(System.nanoTime()).as("statements that run").isLessThan(deadline);
    }
  }
}
