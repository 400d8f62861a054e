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

class HttpFilesTest {
  private static final String CONTENT =
      "(SELECT number AS id, 'text ' || number % 100 AS t, number * 1.5 AS x FROM numbers(0, 60000))";

  @TempDir
  private Path directory;

  private FileServer server;
  private EmbeddedEngine engine;

  @BeforeEach
  void open() throws IOException {
    server = new FileServer();
    engine = engine(server.url("/data"), 3000);
    for (String file : List.of("a.parquet", "a.csv", "a.csv.gz", "a.json", "a.ndjson.gz")) {
      engine.rows("COPY " + CONTENT + " TO '" + directory.resolve(file) + "'");
      server.put("/data/" + file, Files.readAllBytes(directory.resolve(file)), "\"" + file + "\"");
    }
  }

  private EmbeddedEngine engine(String root, long timeoutMillis) {
    return new EmbeddedEngine(new SluiceOptions()
        .setWorkers(2)
        .setSetting("target_partitions", "3")
        .setNodeConfig(new JsonObject()
            .put("files", new JsonObject().put("roots", new JsonArray().add("/").add(root)))
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
  void filesOfAllFormatsAreReadAsThoseOfAFolder() {
    for (String file : List.of("a.parquet", "a.csv", "a.csv.gz", "a.json", "a.ndjson.gz")) {
      String query =
          "SELECT count(*), sum(id), min(t), max(x) FROM 'F' WHERE id % 7 <> 3 AND id > 100";
      assertThat(engine.texts(query.replace("'F'", "'" + server.url("/data/" + file) + "'")))
          .as(file)
          .isEqualTo(engine.texts(query.replace("'F'", "'" + directory.resolve(file) + "'")));
    }
    assertThat(engine.texts(
            "SELECT count(*) FROM '" + server.url("/data/a.csv.gz?version=1&x=a.parquet") + "'"))
        .isEqualTo(List.of(List.of("60000")));
  }

  @Test
  void onlyTheRangesThatAreNeededAreRead() throws IOException {
    long size = Files.size(directory.resolve("a.parquet"));
    server.requests();
    engine.rows("SELECT max(x) FROM '" + server.url("/data/a.parquet") + "'");
    long bytes = 0;
    for (String request : server.requests()) {
      if (request.startsWith("GET")) {
        String[] range = request.substring(request.indexOf('=') + 1).split("-");
        bytes += Long.parseLong(range[1]) - Long.parseLong(range[0]) + 1;
      }
    }
    // The footer's first read is 64 KiB at most.
    assertThat(bytes).isPositive().isLessThan(size * 2 / 3 + (64 << 10));
  }

  @Test
  void aServerWithoutHeadIsAskedForARange() {
    server.answersHead = false;
    assertThat(engine.texts("SELECT count(*) FROM '" + server.url("/data/a.parquet") + "'"))
        .isEqualTo(List.of(List.of("60000")));
  }

  @Test
  void aServerWithoutRangesIsAnError() {
    server.answersRanges = false;
    assertFails(
        "SELECT * FROM '" + server.url("/data/a.parquet") + "'",
        ErrorCode.NOT_SUPPORTED,
        "does not answer ranges");
    server.answersHead = false;
    assertFails(
        "SELECT * FROM '" + server.url("/data/a.parquet") + "'",
        ErrorCode.NOT_SUPPORTED,
        "does not answer ranges");
  }

  @Test
  void whatIsNotThereOrNotAllowedIsAnError() {
    assertFails(
        "SELECT * FROM '" + server.url("/data/b.parquet") + "'",
        ErrorCode.TABLE_NOT_FOUND,
        "No file");
    for (String path : List.of(
        "/other/a.parquet",
        "/data/../a.parquet",
        "/data/%2e%2e/a.parquet",
        "/database/a.parquet")) {
      assertFails("SELECT * FROM '" + server.url(path) + "'", ErrorCode.INVALID_ARGUMENT, "");
    }
    assertFails(
        "SELECT * FROM 'http://localhost/data/a.parquet'",
        ErrorCode.INVALID_ARGUMENT,
        "files.roots");
    assertFails(
        "SELECT * FROM '" + server.url("/data/*.parquet") + "'",
        ErrorCode.NOT_SUPPORTED,
        "do not list");
    assertFails("SELECT * FROM '" + server.url("/data/a.xyz") + "'", ErrorCode.TABLE_NOT_FOUND, "");
    assertFails(
        "COPY (SELECT 1) TO '" + server.url("/data/a.parquet") + "'",
        ErrorCode.NOT_SUPPORTED,
        "file systems only");
    try (EmbeddedEngine closed = EmbeddedEngine.of(1, 1)) {
      assertThatThrownBy(() -> closed.rows("SELECT * FROM '" + server.url("/data/a.parquet") + "'"))
          .hasMessageContaining("'files.roots' would have to name that");
    }
    assertThat(server.requests()).noneMatch(request -> request.contains("other"));
  }

  @Test
  void redirectionsAreFollowedBelowTheRootsOnly() {
    engine.close();
    engine = engine(server.url("/"), 3000);
    assertThat(engine.texts("SELECT count(*) FROM '" + server.url("/moved/data/a.parquet") + "'"))
        .isEqualTo(List.of(List.of("60000")));
    assertFails(
        "SELECT * FROM '" + server.url("/away") + "?x.parquet'",
        ErrorCode.INVALID_ARGUMENT,
        "redirected");
  }

  @Test
  void requestsThatFailForAWhileAreMadeAgain() {
    String query = "SELECT count(*), sum(id) FROM '" + server.url("/data/a.csv") + "'";
    List<List<String>> expected = engine.texts(query);
    server.failures.set(2);
    assertThat(engine.texts(query)).isEqualTo(expected);
    server.cuts.set(2);
    assertThat(engine.texts(query)).isEqualTo(expected);
    server.failures.set(1000);
    assertFails(query, ErrorCode.IO_ERROR, "status 503, 3 times");
    server.failures.set(0);
    server.cuts.set(1000);
    assertFails(query, ErrorCode.IO_ERROR, "3 times");
  }

  @Test
  void aFileThatChangesWhileItIsReadIsAnError() {
    byte[] content = manyNumbers();
    server.put("/data/n.csv", content, "\"1\"");
    QueryResult result = begin();
    server.put("/data/n.csv", content, "\"2\"");
    assertThatThrownBy(() -> EmbeddedEngine.await(BatchLoop.forEach(result, batch -> true)))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_FILE))
        .hasMessageContaining("changed");
    EmbeddedEngine.await(result.close());
  }

  private static byte[] manyNumbers() {
    return ("n\n" + "12345\n".repeat(700_000)).getBytes(StandardCharsets.US_ASCII);
  }

  /** A query that has read its first rows, and is far from its end. */
  private QueryResult begin() {
    engine.rows("SET csv.read_bytes = 65536; SET batch_size = 1000");
    QueryResult result = EmbeddedEngine.await(
        engine.session().execute("SELECT n FROM '" + server.url("/data/n.csv") + "'"));
    assertThat(EmbeddedEngine.await(result.next())).isPresent();
    return result;
  }

  @Test
  void aServerThatDoesNotAnswerIsAnError() {
    server.hangs = true;
    assertFails(
        "SELECT count(*) FROM '" + server.url("/data/a.parquet") + "'",
        ErrorCode.IO_ERROR,
        "no answer within 3000 ms ('remote.request_timeout')");
  }

  @Test
  void aQueryOfASlowServerIsCancelledWithoutWaitingForIt() {
    engine.close();
    engine = engine(server.url("/data"), 600_000);
    server.put("/data/n.csv", manyNumbers(), "\"1\"");
    QueryResult result = begin();
    server.hangs = true;
    Future<Void> read = BatchLoop.forEach(result, batch -> true);
    EmbeddedEngine.await(result.close());
    assertThat(read.succeeded()).isFalse();
  }

  private void assertFails(String sql, ErrorCode code, String message) {
    assertThatThrownBy(() -> engine.rows(sql))
        .as(sql)
        .isInstanceOfSatisfying(
            SluiceException.class, error -> assertThat(error.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
