package io.sluice.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.SluiceOptions;
import io.sluice.codec.PlanCodec;
import io.sluice.config.NodeConfig;
import io.sluice.distributed.DistributedCodecs;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.Extensions;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.plan.ExecutionPlan;
import io.sluice.testing.EmbeddedEngine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcTableTest {
  private H2Database database;
  private EmbeddedEngine engine;

  @BeforeEach
  void open() {
    database = new H2Database();
    database.run(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, price DECIMAL(9, 2), name VARCHAR(40), code CHAR(5), sold DATE, stamp TIMESTAMP, flag BOOLEAN, ratio DOUBLE PRECISION)",
        "INSERT INTO item SELECT x, CASE WHEN MOD(x, 7) = 0 THEN NULL ELSE x / 4.0 END, CASE WHEN MOD(x, 5) = 0 THEN NULL ELSE 'n' || MOD(x, 11) END, 'c' || MOD(x, 3), DATEADD('DAY', MOD(x, 90), DATE '2024-01-15'), DATEADD('SECOND', x, TIMESTAMP '2024-01-15 10:00:00.123456'), CASE MOD(x, 3) WHEN 0 THEN TRUE WHEN 1 THEN FALSE END, x / 3.0 FROM SYSTEM_RANGE(1, 3000)");
    engine = database.engine();
  }

  @AfterEach
  void close() {
    engine.close();
    database.close();
  }

  @Test
  void tablesAreFoundByNameWithoutCase() {
    assertThat(engine.texts("SELECT count(*), sum(id), min(name) FROM shop.public.item"))
        .isEqualTo(List.of(List.of("3000", "4501500", "n0")));
    assertThat(engine.texts("SELECT max(price) FROM SHOP.\"PUBLIC\".Item"))
        .isEqualTo(List.of(List.of("750")));
    assertThat(engine.texts("SHOW TABLES FROM shop.public")).hasToString("[[ITEM]]");
    assertThat(engine.texts("SHOW SCHEMAS FROM shop").toString()).contains("PUBLIC");
    assertThatThrownBy(() -> engine.rows("SELECT * FROM shop.public.itme"))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND));
  }

  /** Conditions of all kinds, some of which are handed on and some of which are not, give the rows that they give over a copy. */
  @Test
  void queriesAgreeWithThoseOverACopy() {
    engine.rows("CREATE TABLE item AS SELECT * FROM shop.public.item");
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> atoms = List.of(
        "id < 700",
        "id BETWEEN 100 AND 2000",
        "id NOT IN (5, 6, 7)",
        "price > 120.125",
        "price IN (1.25, 7.5, 700)",
        "price IS NULL",
        "name = 'n3'",
        "name <> 'n3'",
        "name > 'n2'",
        "name IN ('n1', 'n10', 'x')",
        "name LIKE 'n1%'",
        "name IS NOT NULL",
        "code = 'c1'",
        "code = 'c1   '",
        "sold >= DATE '2024-03-01'",
        "sold = DATE '2024-02-29'",
        "stamp < TIMESTAMP '2024-01-15 10:20:00'",
        "flag",
        "NOT flag",
        "flag IS NULL",
        "ratio < 500.5",
        "ratio <> 1",
        "NOT (id < 700 AND name = 'n3')",
        "id % 3 = 1");
    for (int run = 0; run < 60; run++) {
      String condition = atoms.get(random.nextInt(atoms.size()))
          + (random.nextBoolean() ? " AND " : " OR ")
          + atoms.get(random.nextInt(atoms.size()));
      String query =
          "SELECT count(*), sum(id), sum(price), min(name), max(code), min(sold), max(stamp) FROM T WHERE "
              + condition;
      assertThat(engine.texts(query.replace(" T ", " shop.public.item ")))
          .as("seed %s: %s", seed, condition)
          .isEqualTo(engine.texts(query.replace(" T ", " item ")));
    }
  }

  @Test
  void theDatabaseIsAskedForTheColumnsConditionsAndRowsThatAreWanted() {
    assertThat(
            engine.explain(
                "SELECT name FROM shop.public.item WHERE id >= 10 AND price < 7.5 AND name = 'n3' AND ratio < 2"))
        .contains(
            "JdbcExec: database=shop, sql=[SELECT \"ID\", \"PRICE\", \"NAME\", \"RATIO\" FROM \"PUBLIC\".\"ITEM\" WHERE \"ID\" >= ? AND \"PRICE\" < ? AND \"NAME\" = ? [10, 7.50, n3]]");
    engine.rows("SELECT name FROM shop.public.item WHERE id >= 10 AND id <> 12 AND ratio < 2");
    assertThat(database.asked())
        .containsExactly(
            "SELECT \"ID\", \"NAME\", \"RATIO\" FROM \"PUBLIC\".\"ITEM\" WHERE ((\"ID\" >= ? AND \"ID\" < ?) OR \"ID\" > ?)");
    assertThat(engine.rows("SELECT id FROM shop.public.item WHERE id > 2990 LIMIT 3"))
        .hasSize(3);
    assertThat(database.asked())
        .containsExactly("SELECT \"ID\" FROM \"PUBLIC\".\"ITEM\" WHERE \"ID\" > ? LIMIT 3");
    assertThat(engine.rows("SELECT name FROM shop.public.item WHERE name = 'n3' LIMIT 3"))
        .hasSize(3);
    assertThat(database.asked())
        .containsExactly("SELECT \"NAME\" FROM \"PUBLIC\".\"ITEM\" WHERE \"NAME\" = ?");
    assertThat(engine.rows("SELECT id + 1 FROM shop.public.item LIMIT 3 OFFSET 2"))
        .hasSize(3);
    assertThat(database.asked()).containsExactly("SELECT \"ID\" FROM \"PUBLIC\".\"ITEM\" LIMIT 5");
    assertThat(engine.rows("SELECT id FROM shop.public.item WHERE id > 2990 AND ratio > 0 LIMIT 3"))
        .hasSize(3);
    engine.rows("SELECT id FROM shop.public.item ORDER BY price LIMIT 3");
    engine.rows("SELECT DISTINCT flag FROM shop.public.item LIMIT 3");
    engine.rows("SELECT count(*) OVER () FROM shop.public.item LIMIT 3");
    engine.rows("SELECT a.id FROM shop.public.item a JOIN numbers(0, 9) ON number = a.id LIMIT 3");
    assertThat(database.asked()).noneMatch(sql -> sql.contains("LIMIT"));
    engine.rows("SET jdbc.push_down = false; SELECT count(id) FROM shop.public.item WHERE id = 3");
    assertThat(database.asked()).containsExactly("SELECT \"ID\" FROM \"PUBLIC\".\"ITEM\"");
    engine.rows("SELECT count(*) FROM shop.public.item");
    assertThat(database.asked()).containsExactly("SELECT 1 FROM \"PUBLIC\".\"ITEM\"");
  }

  @Test
  void queriesInTheDatabasesOwnSqlAreTables() {
    assertThat(
            engine.texts(
                "SELECT k, n FROM jdbc_query('shop', 'SELECT MOD(id, 4) AS k, COUNT(*) AS n FROM item GROUP BY MOD(id, 4);') AS q WHERE k > 1 ORDER BY 1"))
        .isEqualTo(List.of(List.of("2", "750"), List.of("3", "750")));
    assertThat(engine.texts("SELECT * FROM jdbc_query('shop', 'SELECT 1 AS a, 2 AS a -- end')"))
        .isEqualTo(List.of(List.of("1", "2")));
    assertThatThrownBy(() -> engine.rows("SELECT * FROM jdbc_query('shop', 'SELECT nothing')"))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("NOTHING");
    assertThatThrownBy(() -> engine.rows("SELECT * FROM jdbc_query('shop', 'DELETE FROM item')"))
        .hasMessageContaining("takes a query");
    assertThatThrownBy(() -> engine.rows("SELECT * FROM jdbc_query('shpo', 'SELECT 1')"))
        .hasMessageContaining("no database 'shpo'")
        .hasMessageContaining("shop");
    assertThatThrownBy(() -> engine.rows("SELECT * FROM jdbc_query('shop')"))
        .hasMessageContaining("two texts");
  }

  @Test
  void aTableIsReadInTheSplitsThatTheConfigurationSays() {
    JsonObject splits = new JsonObject()
        .put(
            "public.part",
            new JsonObject()
                .put("column", "k")
                .put("lower", -5)
                .put("upper", 20)
                .put("count", 7));
    database.run(
        "CREATE TABLE part (k BIGINT, v INTEGER)",
        "INSERT INTO part SELECT CASE WHEN MOD(x, 10) = 0 THEN NULL ELSE MOD(x, 50) - 20 END, x FROM SYSTEM_RANGE(1, 1000)");
    try (EmbeddedEngine split =
        H2Database.engine(H2Database.config(database.login().put("splits", splits)))) {
      assertThat(split.explain("SELECT * FROM shop.public.part")).contains("splits=7");
      assertThat(split.texts("SELECT count(*), sum(v), sum(k) FROM shop.public.part"))
          .isEqualTo(engine.texts("SELECT count(*), sum(v), sum(k) FROM shop.public.part"));
      database.asked();
      assertThat(split.texts("SELECT sum(v) FROM shop.public.part WHERE k > 3"))
          .isEqualTo(engine.texts("SELECT sum(v) FROM shop.public.part WHERE k > 3"));
      assertThat(split.rows("SELECT v FROM shop.public.part LIMIT 2")).hasSize(2);
    }
  }

  @Test
  void boundsOfSplitsLeaveNoRowOut() {
    assertThat(new TableSplits("k", Long.MIN_VALUE, Long.MAX_VALUE, 2).conditions("k"))
        .containsExactly("(k < 0 OR k IS NULL)", "k >= 0");
    assertThat(new TableSplits("k", 1, 3, 10).conditions("k"))
        .containsExactly("(k < 2 OR k IS NULL)", "(k >= 2 AND k < 3)", "k >= 3");
    assertThat(new TableSplits("k", 7, 7, 4).conditions("k")).containsExactly("");
  }

  @Test
  void valuesOfAllTypesAreThoseOfTheDatabase() {
    database.run(
        "CREATE TABLE kinds (a TINYINT, b SMALLINT, c INTEGER, d BIGINT, e REAL, f DOUBLE PRECISION, g DECIMAL(38, 10), h CHAR(4), i VARCHAR(20), j CLOB, k VARBINARY(10), l BLOB, m DATE, n TIME(6), o TIMESTAMP(6), p TIMESTAMP(9), q TIMESTAMP WITH TIME ZONE, r UUID, s BOOLEAN, t DECIMAL(5, 0))",
        "INSERT INTO kinds VALUES (-128, -32768, -2147483648, -9223372036854775808, 1.5, -0.1, -1234567890123456789012345678.0123456789, 'ab', 'Größe', 'long', X'00FF', X'01', DATE '0001-01-01', TIME '23:59:59.999999', TIMESTAMP '1969-12-31 23:59:59.999999', TIMESTAMP '2024-03-31 02:30:00.123456789', TIMESTAMP WITH TIME ZONE '2024-03-31 02:30:00+05:30', '00112233-4455-6677-8899-aabbccddeeff', TRUE, -99999)",
        "INSERT INTO kinds (a) VALUES (NULL)");
    assertThat(
            engine.texts(
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_catalog = 'shop' AND table_name = 'KINDS' ORDER BY ordinal_position"))
        .extracting(row -> row.get(1))
        .containsExactly(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "REAL",
            "DOUBLE",
            "DECIMAL(38,10)",
            "VARCHAR",
            "VARCHAR",
            "VARCHAR",
            "VARBINARY",
            "VARBINARY",
            "DATE",
            "TIME",
            "TIMESTAMP",
            "TIMESTAMP(9)",
            "TIMESTAMP WITH TIME ZONE",
            "UUID",
            "BOOLEAN",
            "DECIMAL(5,0)");
    assertThat(engine.texts("SELECT * FROM shop.public.kinds ORDER BY a"))
        .isEqualTo(engine.texts(
            "SELECT CAST(-128 AS TINYINT), CAST(-32768 AS SMALLINT), CAST(-2147483648 AS INTEGER), CAST(-9223372036854775808 AS BIGINT), CAST(1.5 AS REAL), CAST(-0.1 AS DOUBLE), CAST(-1234567890123456789012345678.0123456789 AS DECIMAL(38, 10)), 'ab  ', 'Größe', 'long', X'00FF', X'01', DATE '0001-01-01', TIME '23:59:59.999999', TIMESTAMP '1969-12-31 23:59:59.999999', CAST('2024-03-31 02:30:00.123456789' AS TIMESTAMP(9)), CAST('2024-03-30 21:00:00+00' AS TIMESTAMP WITH TIME ZONE), CAST('00112233-4455-6677-8899-aabbccddeeff' AS UUID), TRUE, CAST(-99999 AS DECIMAL(5, 0))"
                + " UNION ALL SELECT "
                + "NULL, ".repeat(19) + "NULL ORDER BY 1"));
  }

  @Test
  void aColumnOfAnotherTypeIsNamedWhenItIsAskedFor() {
    database.run(
        "CREATE TABLE odd (a INTEGER, b INTERVAL DAY TO SECOND, c DECFLOAT(20), d NUMERIC(60, 2))",
        "INSERT INTO odd VALUES (1, INTERVAL '1' DAY, 2, 3)");
    assertThat(engine.rows("SELECT a FROM shop.public.odd")).hasToString("[[1]]");
    for (String column : List.of("b", "c", "d")) {
      assertThatThrownBy(() -> engine.rows("SELECT " + column + " FROM shop.public.odd"))
          .as(column)
          .isInstanceOfSatisfying(
              SluiceException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_SUPPORTED))
          .hasMessageContaining("'" + column.toUpperCase(java.util.Locale.ROOT) + "'");
    }
  }

  @Test
  void batchesAreOfTheSizesThatTheSettingsSay() {
    assertThat(
            engine.texts(
                "SET batch_size = 7; SET jdbc.fetch_size = 3; SELECT count(*), sum(id) FROM shop.public.item WHERE id > 10"))
        .isEqualTo(List.of(List.of("2990", "4501445")));
    assertThat(
            engine.texts(
                "SET batch_size = 8192; SET jdbc.batch_bytes = 50; SELECT count(name), max(id) FROM shop.public.item"))
        .isEqualTo(List.of(List.of("2400", "3000")));
  }

  @Test
  void aQueryThatEndsEarlyLeavesNothingOpen() {
    database.run(
        "CREATE TABLE big AS SELECT x AS id, 'some text ' || x AS t FROM SYSTEM_RANGE(1, 200000)");
    engine.rows("SET batch_size = 100");
    assertThat(engine.rows("SELECT id + 1 FROM shop.public.big WHERE length(t) > 3 LIMIT 5"))
        .hasSize(5);
    assertThatThrownBy(() -> engine.rows("SELECT 1 / (id - 5000) FROM shop.public.big"))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.DIVISION_BY_ZERO));
    engine.assertNothingLeft();
    assertThat(
            engine.rows(
                "SELECT count(*) FROM jdbc_query('shop', 'SELECT session_id FROM information_schema.sessions WHERE executing_statement LIKE ''%BIG%'' AND executing_statement NOT LIKE ''%sessions%''')"))
        .hasToString("[[0]]");
  }

  @Test
  void scansWaitForConnections() {
    JsonObject config = H2Database.config(database.login());
    config.getJsonObject("jdbc").put("max_connections", 1);
    try (EmbeddedEngine narrow = H2Database.engine(config)) {
      assertThat(
              narrow.texts(
                  "SELECT count(*) FROM shop.public.item a JOIN shop.public.item b ON a.id = b.id JOIN shop.public.item c ON b.id = c.id"))
          .isEqualTo(List.of(List.of("3000")));
    }
  }

  @Test
  void noMessageTellsAPassword() {
    JsonObject login = new JsonObject()
        .put("url", "jdbc:nobody://host/db?password=" + H2Database.PASSWORD)
        .put("user", "me")
        .put("password", H2Database.PASSWORD);
    try (EmbeddedEngine other = H2Database.engine(H2Database.config(login))) {
      assertNoSecret(other, "SELECT * FROM shop.public.item", "no JDBC driver");
      assertThat(other.texts("SHOW CATALOGS").toString()).contains("shop");
      assertThat(other.texts("SHOW ALL").toString()).doesNotContain(H2Database.PASSWORD);
    }
    JsonObject wrong = database.login().put("password", "wrong-4711");
    try (EmbeddedEngine other = H2Database.engine(H2Database.config(wrong))) {
      assertNoSecret(other, "SELECT * FROM shop.public.item", "Wrong user name or password");
    }
    assertThat(engine.explain("SELECT * FROM shop.public.item"))
        .doesNotContain(H2Database.PASSWORD)
        .doesNotContain("jdbc:h2");
  }

  private static void assertNoSecret(EmbeddedEngine engine, String sql, String message) {
    assertThatThrownBy(() -> engine.rows(sql)).satisfies(error -> {
      StringBuilder all = new StringBuilder();
      for (Throwable cause = error; cause != null; cause = cause.getCause()) {
        all.append(cause).append('\n');
      }
      assertThat(all.toString())
          .contains(message)
          .contains("Database 'shop'")
          .doesNotContain(H2Database.PASSWORD)
          .doesNotContain("4711")
          .doesNotContain("jdbc:h2:mem");
    });
  }

  @Test
  void aPlanOnItsWayToAWorkerNamesTheDatabaseOnly() {
    Extensions extensions = Extensions.discover(List.of())
        .configured(NodeConfig.of(H2Database.config(database.login())).values());
    CatalogProvider shop = extensions.catalogs().stream()
        .filter(catalog -> catalog.name().equals("shop"))
        .findFirst()
        .orElseThrow();
    TableProvider item = shop.schema("public").orElseThrow().table("item").orElseThrow();
    ExecutionPlan scan = item.scan(new ScanRequest(
        List.of(0, 2), List.of(), OptionalLong.of(5), extensions.sessionDefaults()));
    PlanCodec codec = DistributedCodecs.planCodec(extensions);
    Buffer bytes = codec.encode(scan);

    assertThat(codec.decode(bytes)).isEqualTo(scan);
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
        .contains("shop")
        .doesNotContain(H2Database.PASSWORD)
        .doesNotContain("jdbc:");
    PlanCodec stranger = DistributedCodecs.planCodec(Extensions.discover(List.of()));
    assertThatThrownBy(() -> stranger.decode(bytes))
        .hasMessageContaining("This node has no database 'shop'");
  }

  @Test
  void aDatabaseThatDoesNotAnswerEndsTheStatement() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      JsonObject config = H2Database.config(new JsonObject()
          .put("url", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/db"));
      config.getJsonObject("jdbc").put("metadata_timeout", 300);
      try (EmbeddedEngine other = H2Database.engine(config)) {
        assertThatThrownBy(() -> other.rows("SELECT * FROM shop.public.item"))
            .isInstanceOfSatisfying(
                SluiceException.class,
                error -> assertThat(error.code()).isEqualTo(ErrorCode.IO_ERROR))
            .hasMessageContaining("did not answer within 300 ms ('jdbc.metadata_timeout')");
        assertThat(other.rows("SELECT 1")).hasToString("[[1]]");
      }
    }
  }

  @Test
  void mistakesInTheConfigurationAreToldWithoutItsValues() {
    for (String json : List.of(
        "{\"jdbc\": {\"databases\": \"hidden\"}}",
        "{\"jdbc\": {\"databases\": {\"a b\": {\"url\": \"jdbc:hidden:\"}}}}",
        "{\"jdbc\": {\"databases\": {\"a\": {\"password\": \"hidden\"}}}}",
        "{\"jdbc\": {\"databases\": {\"a\": {\"url\": \"hidden\"}}}}",
        "{\"jdbc\": {\"databases\": {\"a\": {\"url\": \"jdbc:x:\", \"pass\": \"hidden\"}}}}",
        "{\"jdbc\": {\"databases\": {\"memory\": {\"url\": \"jdbc:hidden:\"}}}}",
        "{\"jdbc\": {\"databases\": {\"a\": {\"url\": \"jdbc:x:\", \"splits\": {\"t\": {\"column\": \"k\"}}}}}}")) {
      SluiceOptions options = new SluiceOptions().setNodeConfig(new JsonObject(json));
      assertThatThrownBy(() -> new EmbeddedEngine(options))
          .as(json)
          .isInstanceOfSatisfying(
              SluiceException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_OPTION))
          .hasMessageNotContaining("hidden");
    }
  }
}
