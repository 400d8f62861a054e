package io.sluice.source.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.SluiceOptions;
import io.sluice.coordinator.BatchLoop;
import io.sluice.coordinator.QueryResult;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server of this test that answers HEAD, ranges and lists as S3 does; it does not check signatures. */
class S3FilesTest {
  private static final String SECRET = "never-to-be-seen";

  @TempDir
  private Path directory;

  private FileServer server;
  private EmbeddedEngine engine;

  @BeforeEach
  void open() throws IOException {
    server = new FileServer();
    engine = engine(3000);
    for (int i = 0; i < 5; i++) {
      put("lake/year=202" + i + "/part " + i + ".parquet", i);
      put("lake/year=202" + i + "/_temporary/x.parquet", i);
    }
    put("flat/a1.csv", 1);
    put("flat/a2.csv", 2);
    put("flat/b3.csv.gz", 3);
    put("flat/c.json", 4);
  }

  private void put(String key, int number) throws IOException {
    Path file = directory.resolve(key);
    engine.rows("COPY (SELECT number AS id, 'text ' || number % 100 AS t FROM numbers(" + number
        + ", 20000)) TO '" + file + "'");
    server.put("/bucket/" + key, Files.readAllBytes(file), "\"" + key.hashCode() + "\"");
  }

  private EmbeddedEngine engine(long timeoutMillis) {
    return new EmbeddedEngine(new SluiceOptions()
        .setWorkers(2)
        .setSetting("target_partitions", "3")
        .setNodeConfig(new JsonObject()
            .put(
                "files",
                new JsonObject()
                    .put(
                        "roots",
                        new JsonArray()
                            .add("/")
                            .add("s3://bucket/lake")
                            .add("s3://bucket/flat/")
                            .add("s3://other")))
            .put(
                "s3",
                new JsonObject()
                    .put("endpoint", server.url(""))
                    .put("access_key", "reader")
                    .put("secret_key", SECRET)
                    .put("path_style", true))
            .put(
                "remote",
                new JsonObject()
                    .put("request_timeout", timeoutMillis)
                    .put("max_retries", 2)
                    .put("retry_delay", 1))));
  }

  @AfterEach
  void close() {
    engine.close();
    server.close();
  }

  @Test
  void objectsPrefixesAndPatternsAreReadAsFilesAndFolders() {
    for (String path : List.of(
        "lake/year=2021/part 1.parquet",
        "lake",
        "lake/",
        "lake/*/*.parquet",
        "lake/year=202[1-3]/part*",
        "flat/a*.csv",
        "flat/a?.csv",
        "flat/b3.csv.gz",
        "flat/c.json",
        "**/part {1,4}.parquet")) {
      String query = "SELECT count(*), sum(id), min(t) FROM 'F' WHERE id % 7 <> 3";
      if (path.startsWith("**")) {
        assertFails(
            query.replace("'F'", "'s3://bucket/" + path + "'"),
            ErrorCode.INVALID_ARGUMENT,
            "files.roots");
      } else {
        assertThat(engine.texts(query.replace("'F'", "'s3://bucket/" + path + "'")))
            .as(path)
            .isEqualTo(engine.texts(query.replace("'F'", "'" + directory.resolve(path) + "'")));
      }
    }
    assertThat(
            engine.texts(
                "SELECT year, count(*) FROM 's3://bucket/lake' WHERE year > 2022 GROUP BY year ORDER BY 1"))
        .isEqualTo(List.of(List.of("2023", "19997"), List.of("2024", "19996")));
  }

  @Test
  void requestsAreSignedAndSecretsAreNotShown() {
    engine.rows("SELECT count(*) FROM 's3://bucket/flat/a1.csv'");
    assertThat(server.authorizations())
        .isNotEmpty()
        .allMatch(header ->
            header.startsWith("AWS4-HMAC-SHA256 Credential=reader/") && !header.contains(SECRET));
    assertThat(engine.texts("SHOW ALL").toString()).doesNotContain(SECRET);
    assertThat(engine.explain("SELECT * FROM 's3://bucket/flat/a1.csv'")).doesNotContain(SECRET);
  }

  @Test
  void whatIsNotThereOrNotAllowedIsAnError() {
    assertFails("SELECT * FROM 's3://bucket/flat/x.csv'", ErrorCode.TABLE_NOT_FOUND, "No file");
    assertFails("SELECT * FROM 's3://bucket/flat/x*.csv'", ErrorCode.TABLE_NOT_FOUND, "No file");
    assertFails("SELECT * FROM 's3://other/x.csv'", ErrorCode.TABLE_NOT_FOUND, "No file");
    for (String location : List.of(
        "s3://bucket/secret.csv",
        "s3://bucket/flatter/a.csv",
        "s3://bucket/*.csv",
        "s3://bucket/flat/../secret.csv",
        "s3://third/x.csv",
        "s3:///x.csv")) {
      assertFails("SELECT * FROM '" + location + "'", ErrorCode.INVALID_ARGUMENT, "s3://");
    }
    assertFails(
        "COPY (SELECT 1) TO 's3://bucket/flat/new.csv'",
        ErrorCode.NOT_SUPPORTED,
        "file systems only");
  }

  @Test
  void requestsThatFailForAWhileAreMadeAgain() {
    String query = "SELECT count(*), sum(id) FROM 's3://bucket/flat/a1.csv'";
    List<List<String>> expected = engine.texts(query);
    server.failures.set(2);
    assertThat(engine.texts(query)).isEqualTo(expected);
    server.cuts.set(2);
    assertThat(engine.texts(query)).isEqualTo(expected);
    server.failures.set(1000);
    assertFails(query, ErrorCode.IO_ERROR, "503");
    server.failures.set(0);
    server.cuts.set(1000);
    assertFails(query, ErrorCode.IO_ERROR, "s3://bucket/flat/a1.csv");
  }

  @Test
  void anObjectThatChangesWhileItIsReadIsAnError() {
    byte[] content = manyNumbers();
    server.put("/bucket/flat/n.csv", content, "\"1\"");
    QueryResult result = begin();
    server.put("/bucket/flat/n.csv", content, "\"2\"");
    assertThatThrownBy(() -> EmbeddedEngine.await(BatchLoop.forEach(result, batch -> true)))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_FILE))
        .hasMessageContaining("changed");
    EmbeddedEngine.await(result.close());
  }

  @Test
  void aQueryOfASlowServerIsCancelledWithoutWaitingForIt() {
    engine.close();
    engine = engine(600_000);
    server.put("/bucket/flat/n.csv", manyNumbers(), "\"1\"");
    QueryResult result = begin();
    server.hangs = true;
    Future<Void> read = BatchLoop.forEach(result, batch -> true);
    EmbeddedEngine.await(result.close());
    assertThat(read.succeeded()).isFalse();
  }

  private static byte[] manyNumbers() {
    return ("n\n" + "12345\n".repeat(700_000)).getBytes(StandardCharsets.US_ASCII);
  }

  /** A query that has read its first rows, and is far from its end. */
  private QueryResult begin() {
    engine.rows("SET csv.read_bytes = 65536; SET batch_size = 1000");
    QueryResult result =
        EmbeddedEngine.await(engine.session().execute("SELECT n FROM 's3://bucket/flat/n.csv'"));
    assertThat(EmbeddedEngine.await(result.next())).isPresent();
    return result;
  }

  private void assertFails(String sql, ErrorCode code, String message) {
    assertThatThrownBy(() -> engine.rows(sql))
        .as(sql)
        .isInstanceOfSatisfying(
            SluiceException.class, error -> assertThat(error.code()).isEqualTo(code))
        .hasMessageContaining(message)
        .hasMessageNotContaining(SECRET);
  }
}
