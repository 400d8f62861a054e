package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.ipc.IpcStream;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Cursors as a client sees them that has nothing but the event bus. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class CursorMessagesTest {
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final String ENDLESS = "SELECT number FROM numbers(0, 100000000000)";

  private final TestCluster cluster = new TestCluster(
      "cursor-test",
      17_841,
      2,
      List.of(),
      new JsonObject()
          .put("coordinator.cursor_timeout", TIMEOUT_MILLIS)
          .put("coordinator.max_fetches", 4)
          .put("coordinator.max_queries", 3)
          .put("coordinator.fetch_bytes", 100_000));

  @AfterAll
  void stop() {
    cluster.close();
  }

  @AfterEach
  void nothingIsLeft() {
    cluster.assertNothingLeft();
  }

  private JsonObject open(String sql, int fetchRows) {
    return cluster.query(
        new JsonObject().put("sql", sql).put("cursor", true).put("fetchRows", fetchRows));
  }

  private Future<JsonObject> send(JsonObject reply, JsonObject body) {
    return cluster
        .client()
        .eventBus()
        .<JsonObject>request(reply.getString("cursor"), body)
        .map(Message::body);
  }

  private Future<JsonObject> fetch(JsonObject reply, int rows) {
    return send(reply, new JsonObject().put("fetch", rows));
  }

  private static List<Long> numbers(JsonObject page) {
    return page.getJsonArray("rows").stream()
        .map(row -> ((JsonArray) row).getLong(0))
        .toList();
  }

  private static JsonObject error(Supplier<?> call) {
    ReplyException failure = catchThrowableOfType(ReplyException.class, call::get);
    return new JsonObject(Objects.requireNonNull(failure.getMessage()));
  }

  private static JsonObject error(Future<?> future) {
    return error(() -> EmbeddedEngine.await(future));
  }

  /** Fetches until a fetch fails; what was read before may still come. */
  private JsonObject firstError(JsonObject reply) {
    while (true) {
      try {
        JsonObject page = EmbeddedEngine.await(fetch(reply, 100_000));
        assertThat(page.getBoolean("end")).isFalse();
      } catch (ReplyException failure) {
        return new JsonObject(Objects.requireNonNull(failure.getMessage()));
      }
    }
  }

  private void cancel(JsonObject reply) {
    EmbeddedEngine.await(send(reply, new JsonObject().put("cancel", true)));
  }

  @Test
  void pagesHoldAllRowsInOrderAndTheLastOneSaysSo() {
    JsonObject page = open("SELECT number FROM numbers(0, 2500) ORDER BY number", 1000);
    JsonObject first = page;
    assertThat(page.getJsonArray("columns").getJsonObject(0).getString("name")).isEqualTo("number");
    assertThat(page.getBoolean("end")).isFalse();
    List<Long> rows = new ArrayList<>(numbers(page));
    while (!page.getBoolean("end")) {
      page = EmbeddedEngine.await(fetch(first, 700));
      assertThat(page.getLong("offset")).isEqualTo(rows.size());
      assertThat(page.getInteger("rowCount")).isEqualTo(numbers(page).size()).isLessThan(701);
      rows.addAll(numbers(page));
    }
    assertThat(rows).isEqualTo(LongStream.range(0, 2500).boxed().toList());
    assertThat(page.getLong("totalRows")).isEqualTo(2500);
    assertThat(page.getBoolean("truncated")).isFalse();

    JsonObject over = error(fetch(first, 1));
    assertThat(over.getString("code")).isEqualTo("CURSOR_CLOSED");
    assertThat(over.getString("message"))
        .isEqualTo("The cursor is over: all 2500 rows have been fetched");
  }

  @Test
  void aResultThatFitsThePageNeedsNoCursor() {
    JsonObject reply = open("SELECT number FROM numbers(0, 9)", 10);
    assertThat(reply.getBoolean("end")).isTrue();
    assertThat(reply.getLong("totalRows")).isEqualTo(9);
    assertThat(reply.containsKey("cursor")).isFalse();
  }

  @Test
  void fetchesThatAreSentTogetherAreAnsweredInTheirOrder() {
    JsonObject first = open("SELECT number FROM numbers(0, 100) ORDER BY number", 10);
    Future<JsonObject> second = fetch(first, 1);
    Future<JsonObject> third = fetch(first, 2);
    Future<JsonObject> fourth = fetch(first, 1000);
    assertThat(numbers(EmbeddedEngine.await(second))).containsExactly(10L);
    assertThat(numbers(EmbeddedEngine.await(third))).containsExactly(11L, 12L);
    assertThat(numbers(EmbeddedEngine.await(fourth))).hasSize(87).startsWith(13L);
  }

  @Test
  void maxRowsBoundsAllPagesTogether() {
    JsonObject first = cluster.query(new JsonObject()
        .put("sql", ENDLESS)
        .put("cursor", true)
        .put("fetchRows", 10)
        .put("maxRows", 15));
    JsonObject last = EmbeddedEngine.await(fetch(first, 10));
    assertThat(last.getBoolean("end")).isTrue();
    assertThat(last.getLong("totalRows")).isEqualTo(15);
    assertThat(last.getBoolean("truncated")).isTrue();
  }

  @Test
  void aPageIsBoundedByItsBytes() {
    JsonObject first = open("SELECT repeat('x', 30000) FROM numbers(0, 10)", 1000);
    assertThat(first.getInteger("rowCount")).isEqualTo(3);
    JsonObject page = EmbeddedEngine.await(fetch(first, 1000));
    assertThat(page.getInteger("rowCount")).isEqualTo(3);
    cancel(first);

    JsonObject huge = open("SELECT repeat('x', 300000) FROM numbers(0, 3)", 1000);
    assertThat(huge.getInteger("rowCount")).isEqualTo(1);
    cancel(huge);
  }

  @Test
  void aCancelledCursorEndsItsQueryAndItsFetches() {
    JsonObject first = open(ENDLESS, 10);
    assertThat(cluster.coordinator().coordinator().runningQueries()).hasSize(1);
    Future<JsonObject> answer = send(first, new JsonObject().put("cancel", true));
    assertThat(EmbeddedEngine.await(answer).getBoolean("cancelled")).isTrue();
    assertThat(cluster.coordinator().coordinator().runningQueries()).isEmpty();
    assertThat(error(fetch(first, 10)).getString("code")).isEqualTo("CANCELLED");
    Future<JsonObject> again = send(first, new JsonObject().put("cancel", true));
    assertThat(EmbeddedEngine.await(again).getBoolean("cancelled")).isFalse();
  }

  @Test
  void aQueryThatIsCancelledByItsIdFailsTheNextFetch() {
    JsonObject first = open(ENDLESS, 10);
    cluster
        .client()
        .eventBus()
        .publish(
            "sluice.query.cancel", new JsonObject().put("queryId", first.getString("queryId")));
    cluster.assertNothingLeft();
    assertThat(firstError(first).getString("code")).isEqualTo("CANCELLED");
  }

  @Test
  void anIdleCursorEndsItsQuery() {
    JsonObject first = open(ENDLESS, 10);
    assertThat(first.getInteger("cursorTimeout")).isEqualTo(TIMEOUT_MILLIS);
    cluster.assertNothingLeft();
    JsonObject over = error(fetch(first, 10));
    assertThat(over.getString("code")).isEqualTo("CURSOR_CLOSED");
    assertThat(over.getString("message")).contains("coordinator.cursor_timeout");
  }

  @Test
  void aFetchOfNoRowsPullsNothingAndIsAnsweredAtOnce() {
    JsonObject first = open(
        "SELECT number FROM numbers(0, 100000000000) WHERE number < 20 OR number = 99999999999", 5);
    Future<JsonObject> waits = fetch(first, 1000);
    JsonObject alive = EmbeddedEngine.await(fetch(first, 0));
    assertThat(alive.getInteger("rowCount")).isZero();
    assertThat(alive.getBoolean("end")).isFalse();
    assertThat(waits.isComplete()).isFalse();
    cancel(first);
    assertThat(error(waits).getString("code")).isEqualTo("CANCELLED");
  }

  @Test
  void anErrorInMidStreamIsTheFailureOfTheFetchAndOfAllBehindIt() {
    JsonObject first = open("""
        SET target_partitions = 1; SET numbers.numbers_per_task = 100000000;
        SELECT 10 / (number - 1000000) FROM numbers(0, 2000000)""", 10);
    Future<JsonObject> second = fetch(first, 10);
    Future<JsonObject> third = fetch(first, 1);
    assertThat(EmbeddedEngine.await(third).getInteger("rowCount")).isEqualTo(1);
    JsonObject error = firstError(first);
    assertThat(error.getString("code")).isEqualTo("DIVISION_BY_ZERO");
    assertThat(error.getInteger("line")).isEqualTo(2);
    assertThat(error.getInteger("column")).isEqualTo(8);
    assertThat(second.succeeded()).isTrue();
    assertThat(error(fetch(first, 1)).getString("code")).isEqualTo("DIVISION_BY_ZERO");
  }

  @Test
  void waitingFetchesAreBounded() {
    JsonObject first = open(
        "SELECT number FROM numbers(0, 100000000000) WHERE number < 20 OR number = 99999999999", 5);
    List<Future<JsonObject>> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(fetch(first, 1000));
    }
    JsonObject refused = error(fetch(first, 1000));
    assertThat(refused.getString("code")).isEqualTo("INVALID_REQUEST");
    assertThat(refused.getString("message")).contains("coordinator.max_fetches");
    cancel(first);
    waiting.forEach(fetch -> assertThat(error(fetch).getString("code")).isEqualTo("CANCELLED"));
  }

  @Test
  void openCursorsCountAsRunningQueries() {
    List<JsonObject> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(open(ENDLESS, 1));
    }
    assertThat(error(() -> open(ENDLESS, 1)).getString("code")).isEqualTo("TOO_MANY_QUERIES");
    open.forEach(this::cancel);
    cancel(open(ENDLESS, 1));
  }

  @Test
  void cursorsOfStatementsThatTheCoordinatorAnswersAreBoundedToo() {
    List<JsonObject> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(open("SHOW ALL", 1));
    }
    assertThat(error(() -> open("SHOW ALL", 1)).getString("code")).isEqualTo("TOO_MANY_QUERIES");
    open.forEach(this::cancel);
  }

  @Test
  void aMessageThatIsNoFetchIsRefused() {
    JsonObject first = open(ENDLESS, 1);
    for (String body : List.of("{}", "{\"fetch\": -1}", "{\"fetch\": \"1\"}", "{\"cancel\": 1}")) {
      assertThat(error(send(first, new JsonObject(body))).getString("code"))
          .isEqualTo("INVALID_REQUEST");
    }
    cancel(first);
  }

  @Test
  void arrowPagesAreWholeStreamsWithHeaders() {
    JsonObject request = new JsonObject()
        .put("sql", "SELECT number, 'n' || number AS name FROM numbers(0, 100) ORDER BY number")
        .put("format", "arrow");
    Message<Buffer> whole =
        EmbeddedEngine.await(cluster.client().eventBus().request("sluice.query", request));
    assertThat(whole.headers().get("rowCount")).isEqualTo("100");
    assertThat(whole.headers().contains("end")).isFalse();
    IpcStream stream = IpcStream.read(whole.body());
    assertThat(stream.schema().field(1).name()).isEqualTo("name");

    request.put("cursor", true).put("fetchRows", 60);
    Message<Buffer> first =
        EmbeddedEngine.await(cluster.client().eventBus().request("sluice.query", request));
    Message<Buffer> last = EmbeddedEngine.await(cluster
        .client()
        .eventBus()
        .request(first.headers().get("cursor"), new JsonObject().put("fetch", 100)));
    assertThat(last.headers().get("end")).isEqualTo("true");
    assertThat(last.headers().get("offset")).isEqualTo("60");
    assertThat(last.headers().get("totalRows")).isEqualTo("100");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    IpcStream.read(first.body()).batches().forEach(batch -> rows.addAll(batch.rows()));
    IpcStream.read(last.body()).batches().forEach(batch -> rows.addAll(batch.rows()));
    assertThat(rows)
        .isEqualTo(LongStream.range(0, 100)
            .mapToObj(i -> List.<@Nullable Object>of(i, "n" + i))
            .toList());
  }

  @Test
  void parametersNameTheirTypes() {
    JsonObject request = new JsonObject()
        .put(
            "sql",
            "SELECT ? + INTERVAL '1' DAY, typeof(?), ?[2], typeof(?), ? = DATE '1998-09-02', ? = X'000102'")
        .put("parameters", new JsonArray("""
                [{"type": "DATE", "value": "1998-09-01"}, {"type": "DECIMAL(5,2)", "value": "1.50"}, [1, 2, 3],
                 {"type": "UUID", "value": "00112233-4455-6677-8899-aabbccddeeff"}, "1998-09-02",
                 {"type": "VARBINARY", "value": "AAEC"}]"""));
    JsonArray row = cluster.query(request).getJsonArray("rows").getJsonArray(0);
    assertThat(row.getString(0)).startsWith("1998-09-02");
    assertThat(row.getString(1)).isEqualTo("DECIMAL(5,2)");
    assertThat(row.getLong(2)).isEqualTo(2);
    assertThat(row.getString(3)).isEqualTo("UUID");
    assertThat(row.getBoolean(4)).isTrue();
    assertThat(row.getBoolean(5)).isTrue();
  }
}
