package io.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.ipc.IpcStream;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A coordinator asked over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class WebServerTest {
  private static final String ENDLESS =
      "SELECT number, 'row ' || number AS name FROM numbers(0, 100000000000)";
  private static final JsonObject OPTIONS =
      new JsonObject().put("web.port", 0).put("coordinator.max_queries", 2);

  private final TestCluster cluster = new TestCluster("web-test", 17_901, 1, List.of(), OPTIONS);
  private final WebVerticle web = deploy(new JsonObject());
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = vertx.createHttpClient();

  private record Answer(int status, Map<String, String> headers, Buffer body) {
    JsonObject json() {
      return body.toJsonObject();
    }

    String text() {
      return body.toString();
    }
  }

  private WebVerticle deploy(JsonObject options) {
    WebVerticle verticle = new WebVerticle();
    EmbeddedEngine.await(cluster
        .coordinatorNode()
        .deployVerticle(
            verticle, new DeploymentOptions().setConfig(OPTIONS.copy().mergeIn(options))));
    return verticle;
  }

  @AfterAll
  void stop() {
    EmbeddedEngine.await(vertx.close());
    cluster.close();
  }

  @AfterEach
  void nothingIsLeft() {
    cluster.assertNothingLeft();
  }

  private HttpClientResponse send(
      int port, HttpMethod method, String path, Map<String, String> headers, Buffer body) {
    RequestOptions options = new RequestOptions()
        .setPort(port)
        .setHost("127.0.0.1")
        .setMethod(method)
        .setURI(path);
    headers.forEach(options::putHeader);
    return EmbeddedEngine.await(http.request(options)
        .compose(request -> request.send(body).map(response -> {
          response.pause();
          return response;
        })));
  }

  private static Answer read(HttpClientResponse response) {
    Map<String, String> headers = response.headers().entries().stream()
        .collect(Collectors.toMap(
            entry -> entry.getKey().toLowerCase(Locale.ROOT),
            Map.Entry::getValue,
            (first, second) -> first));
    Future<Buffer> body = response.body();
    response.resume();
    return new Answer(response.statusCode(), headers, EmbeddedEngine.await(body));
  }

  private Answer ask(HttpMethod method, String path) {
    return read(send(web.port(), method, path, Map.of(), Buffer.buffer()));
  }

  private HttpClientResponse post(String sql, RowFormat format) {
    return send(
        web.port(),
        HttpMethod.POST,
        "/v1/query",
        Map.of("Content-Type", "application/sql", "Accept", format.mediaType()),
        Buffer.buffer(sql));
  }

  private Answer query(String sql, RowFormat format) {
    return read(post(sql, format));
  }

  private static final String TYPES = """
      SELECT true AS b, CAST(-5 AS TINYINT) AS t, 9000000000 AS l, CAST(1.5 AS REAL) AS r, CAST('NaN' AS DOUBLE) AS d,
        CAST(1.50 AS DECIMAL(10, 2)) AS n, 'a,"b"' AS v, '' AS e, X'000102' AS x, DATE '1969-12-31' AS day, TIME '12:30:00.000001' AS at,
        TIMESTAMP '1998-09-02 12:30:00.5' AS ts, CAST('1998-09-02 12:30:00+02' AS TIMESTAMP WITH TIME ZONE) AS tz,
        CAST('00112233-4455-6677-8899-aabbccddeeff' AS UUID) AS u, ARRAY[1, NULL] AS a, MAP(ARRAY['k'], ARRAY[1]) AS m,
        {'x': 1} AS o, CAST(NULL AS DATE) AS nothing""";
  private static final String TYPES_JSON =
      "[true,-5,9000000000,1.5,\"NaN\",\"1.50\",\"a,\\\"b\\\"\",\"\",\"AAEC\",\"1969-12-31\",\"12:30:00.000001\",\"1998-09-02T12:30:00.5\",\"1998-09-02T10:30:00Z\","
          + "\"00112233-4455-6677-8899-aabbccddeeff\",[1,null],[[\"k\",1]],[1],null]";

  @Test
  void jsonHoldsAllTypes() {
    Answer answer = query(TYPES, RowFormat.JSON);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
    assertThat(answer.headers().get("x-sluice-query-id"))
        .isEqualTo(answer.json().getString("queryId"));
    assertThat(answer.json().getJsonArray("rows").encode()).isEqualTo("[" + TYPES_JSON + "]");
    assertThat(answer.json().getInteger("rowCount")).isEqualTo(1);
    assertThat(answer.json().getJsonArray("columns").getJsonObject(5).getString("type"))
        .isEqualTo("DECIMAL(10,2)");
  }

  @Test
  void ndjsonHoldsAllTypes() {
    JsonObject row = new JsonObject(query(TYPES, RowFormat.NDJSON).text());
    assertThat(new JsonArray(row.stream().map(Map.Entry::getValue).toList()).encode())
        .isEqualTo(TYPES_JSON);
    assertThat(row.fieldNames()).startsWith("b", "t", "l").endsWith("nothing");
    assertThat(query("SELECT 1 AS a, 2 AS a", RowFormat.NDJSON).status()).isEqualTo(400);
  }

  @Test
  void csvHoldsAllTypes() {
    Answer answer = query(TYPES, RowFormat.CSV);
    assertThat(answer.text())
        .startsWith("b,t,l,r,d,n,v,e,x,day,at,ts,tz,u,a,m,o,nothing\n"
            + "true,-5,9000000000,1.5,nan,1.50,\"a,\"\"b\"\"\",\"\",")
        .contains(",1969-12-31,12:30:00.000001,1998-09-02 12:30:00.5,1998-09-02 10:30:00+00,")
        .endsWith(",\n");
  }

  @Test
  void arrowHoldsAllTypes() {
    IpcStream stream = IpcStream.read(query(TYPES, RowFormat.ARROW).body());
    assertThat(stream.schema().size()).isEqualTo(18);
    List<@Nullable Object> row = stream.batches().get(0).rows().get(0);
    assertThat(row.get(2)).isEqualTo(9_000_000_000L);
    assertThat(row.get(14)).isEqualTo(Arrays.asList(1, null));
    assertThat(row.get(17)).isNull();
  }

  @Test
  void eventsHoldAllTypes() {
    String text = query(TYPES, RowFormat.SSE).text();
    assertThat(text)
        .startsWith("event: columns\ndata: {\"queryId\":")
        .contains("\n\nevent: rows\ndata: [" + TYPES_JSON + "]\n\n")
        .endsWith("event: end\ndata: {\"rowCount\":1}\n\n");
  }

  @ParameterizedTest
  @EnumSource
  void largeResultsComeWholeInEveryFormat(RowFormat format) {
    Answer answer = query("SELECT number FROM numbers(0, 100000)", format);
    long rows = switch (format) {
      case JSON -> answer.json().getJsonArray("rows").size();
      case NDJSON -> answer.text().lines().count();
      case CSV -> answer.text().lines().count() - 1;
      case ARROW ->
        IpcStream.read(answer.body()).batches().stream()
            .mapToLong(b -> b.rowCount())
            .sum();
      case SSE ->
        answer
            .text()
            .lines()
            .filter(line -> line.startsWith("data: ["))
            .mapToLong(line -> new JsonArray(line.substring(6)).size())
            .sum();
    };
    assertThat(rows).isEqualTo(100_000);
    assertThat(query("SELECT 1 AS a WHERE false", format).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void anErrorBehindRowsCutsTheResponseOff(RowFormat format) {
    HttpClientResponse response = post("""
        SET target_partitions = 1; SET numbers.numbers_per_task = 100000000;
        SELECT 10 / (number - 3000000) AS q FROM numbers(0, 4000000)""", format);
    assertThat(response.statusCode()).isEqualTo(200);
    StringBuilder tail = new StringBuilder();
    Promise<Void> ended = Promise.promise();
    response.exceptionHandler(ended::tryFail);
    response.endHandler(end -> ended.tryComplete());
    response.handler(bytes -> {
      tail.append(bytes);
      tail.delete(0, Math.max(0, tail.length() - 1000));
    });
    response.resume();
    assertThatThrownBy(() -> EmbeddedEngine.await(ended.future())).isNotNull();
    if (format == RowFormat.NDJSON) {
      assertThat(tail.toString()).contains("\n{\"$error\":{\"code\":\"DIVISION_BY_ZERO\"");
    }
    if (format == RowFormat.SSE) {
      assertThat(tail.toString()).contains("event: error\ndata: {\"code\":\"DIVISION_BY_ZERO\"");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      application/json | {"sql": "SELECT nothing"}            | 400 | COLUMN_NOT_FOUND
      application/json | {"sql": "SELECT 1", "maxrows": 1}    | 400 | INVALID_REQUEST
      application/json | {"sql": "SELECT 1", "cursor": true}  | 400 | INVALID_REQUEST
      application/json | {"sql": "SET target_partitions = 0"} | 400 | INVALID_OPTION
      application/json | {"sql":                              | 400 | INVALID_REQUEST
      application/json | []                                   | 400 | INVALID_REQUEST
      application/sql  | SELEC 1                              | 400 | SYNTAX_ERROR
      application/xml  | <sql/>                               | 415 | INVALID_REQUEST
      """)
  void aRefusedRequestSaysWhy(String type, String body, int status, String code) {
    Answer answer = read(send(
        web.port(),
        HttpMethod.POST,
        "/v1/query",
        Map.of("Content-Type", type),
        Buffer.buffer(body)));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().getString("code")).isEqualTo(code);
  }

  @Test
  void jsonRequestsHaveParametersSettingsAndBounds() {
    JsonObject request = new JsonObject()
        .put("sql", "SELECT number, ? AS day FROM numbers(0, 100) ORDER BY number")
        .put(
            "parameters",
            new JsonArray().add(new JsonObject().put("type", "DATE").put("value", "1998-09-02")))
        .put("settings", new JsonObject().put("target_partitions", 1))
        .put("queryId", "000102030405060708090a0b0c0d0e0f")
        .put("maxRows", 2);
    Answer answer = read(send(
        web.port(),
        HttpMethod.POST,
        "/v1/query?format=csv",
        Map.of("Content-Type", "application/json; charset=utf-8"),
        request.toBuffer()));
    assertThat(answer.text()).isEqualTo("number,day\n0,1998-09-02\n1,1998-09-02\n");
    assertThat(answer.headers())
        .containsEntry("x-sluice-query-id", "000102030405060708090a0b0c0d0e0f");
  }

  @Test
  void whatNobodyCanReadIsNotAcceptable() {
    Map<String, String> headers = Map.of("Content-Type", "application/sql", "Accept", "image/png");
    Answer answer =
        read(send(web.port(), HttpMethod.POST, "/v1/query", headers, Buffer.buffer("SELECT 1")));
    assertThat(answer.status()).isEqualTo(406);
    assertThat(ask(HttpMethod.GET, "/v1/nothing").status()).isEqualTo(404);
  }

  @Test
  void aBodyBeyondItsBoundIsRefused() {
    Answer answer = read(send(
        web.port(),
        HttpMethod.POST,
        "/v1/query",
        Map.of("Content-Type", "application/sql"),
        Buffer.buffer("SELECT 1 " + " ".repeat(1 << 20))));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().getString("message")).contains("web.max_body_bytes");
  }

  @Test
  void aSlowReaderStopsTheQueryAndOneThatGoesEndsIt() {
    HttpClientResponse response = post(ENDLESS, RowFormat.CSV);
    AtomicLong last = new AtomicLong(-1);
    String id = Objects.requireNonNull(response.getHeader("X-Sluice-Query-Id"));
    TestCluster.eventually("the query stops", 30, () -> {
      long rows = ask(HttpMethod.GET, "/v1/query/" + id).json().getLong("rowCount");
      LockSupport.parkNanos(300_000_000);
      return last.getAndSet(rows) == rows;
    });
    assertThat(ask(HttpMethod.GET, "/v1/queries").json().getJsonArray("queries"))
        .hasSize(1);
    EmbeddedEngine.await(response.request().connection().close());
    cluster.assertNothingLeft();
    TestCluster.eventually(
        "the query is forgotten", () -> ask(HttpMethod.GET, "/v1/query/" + id).status() == 404);
  }

  @Test
  void aQueryIsCancelledByItsId() {
    HttpClientResponse response = post(ENDLESS, RowFormat.NDJSON);
    String id = Objects.requireNonNull(response.getHeader("X-Sluice-Query-Id"));
    assertThat(ask(HttpMethod.DELETE, "/v1/query/" + id).json().getBoolean("cancelled"))
        .isTrue();
    assertThatThrownBy(() -> read(response)).isNotNull();
    assertThat(ask(HttpMethod.DELETE, "/v1/query/" + id).status()).isEqualTo(404);
    assertThat(ask(HttpMethod.DELETE, "/v1/query/none").status()).isEqualTo(404);
  }

  @Test
  void progressTellsWhatTheTasksOfAQueryHaveReadAndHowItEnded() {
    String sql = "SELECT sum(number %% 7) AS s, max(%s) FROM numbers(0, 300000)";
    JsonObject counted = progress(sql.formatted("number"));
    assertThat(counted.getString("state")).isEqualTo("FINISHED");
    assertThat(counted.getLong("readRows")).isEqualTo(300_000);
    assertThat(counted.getInteger("endedTaskCount")).isEqualTo(counted.getInteger("taskCount"));

    JsonObject failed = progress(sql.formatted("1 / (number - 7)"));
    assertThat(failed.getString("state")).isEqualTo("FAILED");
    assertThat(failed.getJsonObject("failure").getString("code")).isEqualTo("DIVISION_BY_ZERO");
    assertThat(ask(HttpMethod.GET, "/v1/query/none/progress").status()).isEqualTo(404);
  }

  /** That of a query that has ended, when all its tasks have told. */
  private JsonObject progress(String sql) {
    String id = "%032x".formatted(sql.hashCode() & 0xffff_ffffL);
    JsonObject request = new JsonObject()
        .put("sql", sql)
        .put("queryId", id)
        .put("settings", new JsonObject().put("query.progress_interval", 5));
    read(send(
        web.port(),
        HttpMethod.POST,
        "/v1/query",
        Map.of("Content-Type", "application/json"),
        request.toBuffer()));
    cluster.assertNothingLeft();
    AtomicReference<JsonObject> last = new AtomicReference<>(new JsonObject());
    TestCluster.eventually("all tasks have told", () -> {
      last.set(ask(HttpMethod.GET, "/v1/query/" + id + "/progress").json());
      return !last.get().getString("state").equals("RUNNING")
          && (last.get().containsKey("failure")
              || last.get()
                  .getInteger("endedTaskCount")
                  .equals(last.get().getInteger("taskCount")));
    });
    return last.get();
  }

  @Test
  void oneQueryTooManyIsRefused() {
    HttpClientResponse first = post(ENDLESS, RowFormat.CSV);
    HttpClientResponse second = post(ENDLESS, RowFormat.CSV);
    assertThat(query("SELECT 1", RowFormat.JSON).status()).isEqualTo(429);
    EmbeddedEngine.await(first.request().connection().close());
    EmbeddedEngine.await(second.request().connection().close());
  }

  @Test
  void theOpenApiDocumentHasAllRoutes() {
    Set<String> served = new TreeSet<>();
    Objects.requireNonNull(web.server()).router().getRoutes().stream()
        .filter(route -> route.getPath() != null && route.methods() != null)
        .filter(route -> route.getPath().startsWith("/v1/"))
        .forEach(route -> route
            .methods()
            .forEach(method ->
                served.add(method + " " + route.getPath().replaceAll(":(\\w+)", "{$1}"))));
    Set<String> documented = new TreeSet<>();
    JsonObject document = ask(HttpMethod.GET, "/v1/openapi.json").json();
    document
        .getJsonObject("paths")
        .forEach(path -> ((JsonObject) path.getValue())
            .fieldNames()
            .forEach(
                method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(documented).isEqualTo(served).hasSize(6);
    Set<String> types = document
        .getJsonObject("paths")
        .getJsonObject("/v1/query")
        .getJsonObject("post")
        .getJsonObject("responses")
        .getJsonObject("200")
        .getJsonObject("content")
        .fieldNames();
    assertThat(types)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RowFormat.values()).map(RowFormat::mediaType).toList());
    Matcher references =
        Pattern.compile("\"#/components/schemas/(\\w+)\"").matcher(document.encode());
    JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
    while (references.find()) {
      assertThat(schemas.containsKey(references.group(1)))
          .as(references.group(1))
          .isTrue();
    }
  }

  @Test
  void onlyTheNamedUserIsLetIn() {
    WebVerticle closed = deploy(new JsonObject().put("web.user", "ann").put("web.password", "p:ä"));
    Map<String, String> type = Map.of("Content-Type", "application/sql");
    assertThat(
            read(send(closed.port(), HttpMethod.POST, "/v1/query", type, Buffer.buffer("SELECT 1")))
                .status())
        .isEqualTo(401);
    for (String credentials : List.of("ann:p", "ann:p:ä", "bob:p:ä")) {
      String encoded =
          Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
      Answer answer = read(send(
          closed.port(),
          HttpMethod.GET,
          "/v1/queries",
          Map.of("Authorization", "Basic " + encoded),
          Buffer.buffer()));
      assertThat(answer.status())
          .as(credentials)
          .isEqualTo(credentials.equals("ann:p:ä") ? 200 : 401);
    }
    EmbeddedEngine.await(cluster.coordinatorNode().undeploy(closed.deploymentID()));
  }

  @Test
  void pagesOfOtherServersAskOnlyWhenTheyMay() {
    Map<String, String> origin = Map.of("Origin", "https://example.org");
    assertThat(read(send(web.port(), HttpMethod.GET, "/v1/queries", origin, Buffer.buffer()))
            .headers())
        .doesNotContainKey("access-control-allow-origin");
    assertThat(read(send(web.port(), HttpMethod.GET, "/v1/queries", origin, Buffer.buffer()))
            .status())
        .isEqualTo(403);
    WebSocketConnectOptions socket = new WebSocketConnectOptions()
        .setPort(web.port())
        .setHost("127.0.0.1")
        .setURI("/eventbus/websocket")
        .addHeader("Origin", "https://example.org");
    assertThatThrownBy(() -> EmbeddedEngine.await(vertx.createWebSocketClient().connect(socket)))
        .hasMessageContaining("403");
    Map<String, String> own = Map.of("Origin", "http://127.0.0.1:" + web.port());
    assertThat(read(send(web.port(), HttpMethod.GET, "/v1/queries", own, Buffer.buffer()))
            .status())
        .isEqualTo(200);
    WebVerticle open = deploy(
        new JsonObject().put("web.allowed_origins", new JsonArray().add("https://example.org")));
    assertThat(read(send(open.port(), HttpMethod.GET, "/v1/queries", origin, Buffer.buffer()))
            .headers())
        .containsEntry("access-control-allow-origin", "https://example.org");
    EmbeddedEngine.await(cluster.coordinatorNode().undeploy(open.deploymentID()));
  }

  @Test
  void aBrowserReadsPagesThroughTheBridge() throws InterruptedException {
    WebSocket socket = EmbeddedEngine.await(
        vertx.createWebSocketClient().connect(web.port(), "127.0.0.1", "/eventbus/websocket"));
    BlockingQueue<JsonObject> replies = new ArrayBlockingQueue<>(10);
    socket.handler(bytes -> replies.add(bytes.toJsonObject()));
    JsonObject query = new JsonObject()
        .put("sql", "SELECT number FROM numbers(0, 5) ORDER BY number")
        .put("cursor", true)
        .put("fetchRows", 3);
    JsonObject first = request(socket, replies, "sluice.query", query).getJsonObject("body");
    assertThat(first.getJsonArray("rows").encode()).isEqualTo("[[0],[1],[2]]");
    JsonObject last = request(
            socket, replies, first.getString("cursor"), new JsonObject().put("fetch", 10))
        .getJsonObject("body");
    assertThat(last.getJsonArray("rows").encode()).isEqualTo("[[3],[4]]");
    assertThat(last.getBoolean("end")).isTrue();

    JsonObject wrong =
        request(socket, replies, "sluice.query", new JsonObject().put("sql", "SELECT x"));
    assertThat(wrong.getString("type")).isEqualTo("err");
    assertThat(wrong.getInteger("failureCode")).isEqualTo(3);
    JsonObject refused = request(socket, replies, "sluice.other", new JsonObject());
    assertThat(refused.getString("body")).isEqualTo("access_denied");
    EmbeddedEngine.await(socket.close());
  }

  private static JsonObject request(
      WebSocket socket, BlockingQueue<JsonObject> replies, String address, JsonObject body)
      throws InterruptedException {
    socket.writeTextMessage(new JsonObject()
        .put("type", "send")
        .put("address", address)
        .put("replyAddress", "r")
        .put("body", body)
        .encode());
    return Objects.requireNonNull(replies.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void theCommandsOfThePageWork() throws IOException, InterruptedException {
    String page = Files.readString(Path.of("docs/http.md"));
    Matcher commands =
        Pattern.compile("```sh\n(.*?)```\n+```\n(.*?)```", Pattern.DOTALL).matcher(page);
    int count = 0;
    while (commands.find()) {
      String command = commands.group(1).replace("127.0.0.1:8090", "127.0.0.1:" + web.port());
      Process process = new ProcessBuilder("bash", "-c", command).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(command).isZero();
      assertThat(output.replaceAll("[0-9a-f]{32}", "8c1f0a52e6b94d0f8a3bb2f1c0d9e7a4"))
          .as(command)
          .isEqualTo(commands.group(2));
      count++;
    }
    assertThat(count).isPositive();
  }
}
