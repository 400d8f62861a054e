package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.ResultStream;
import io.sluice.client.Row;
import io.sluice.client.Rows;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceClientOptions;
import io.sluice.column.RecordBatch;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of the event bus, on another node than the coordinator and its workers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ClientStreamTest {
  private static final String ENDLESS = "SELECT number FROM numbers(0, 100000000000)";
  private static final int CURSOR_TIMEOUT_MILLIS = 1_500;

  private final TestCluster cluster = new TestCluster(
      "client-test",
      17_861,
      2,
      List.of(),
      new JsonObject().put("coordinator.cursor_timeout", CURSOR_TIMEOUT_MILLIS));
  private final SluiceClient client = SluiceClient.create(cluster.client());
  private final SluiceClient smallPages =
      SluiceClient.create(cluster.client(), new SluiceClientOptions().setFetchRows(7));

  @AfterAll
  void stop() {
    cluster.close();
  }

  @AfterEach
  void nothingIsLeft() {
    cluster.assertNothingLeft();
  }

  private static Future<Void> end(ResultStream<?> stream) {
    Promise<Void> ended = Promise.promise();
    stream.exceptionHandler(ended::fail);
    stream.endHandler(end -> ended.complete());
    return ended.future();
  }

  private static String numbers(int count) {
    return "SELECT number FROM numbers(0, %d) ORDER BY number".formatted(count);
  }

  private static List<Long> upTo(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  @Test
  void aQueryGivesAllRowsOfAllPages() {
    Rows rows = EmbeddedEngine.await(smallPages.query(numbers(100)));
    assertThat(rows.stream().map(row -> row.getLong("number")).toList()).isEqualTo(upTo(100));
    assertThat(rows.columnNames()).containsExactly("number");
    assertThat(EmbeddedEngine.await(client.query("SELECT 1 WHERE false")).size())
        .isZero();
    assertThat(EmbeddedEngine.await(client.query("CREATE TABLE t (a INTEGER); DROP TABLE t"))
            .size())
        .isZero();
  }

  @Test
  void rowsOfAQueryWithoutEndComeWhenTheyAreThere() {
    List<String> bodies = new CopyOnWriteArrayList<>();
    ResultStream<Row> stream =
        client.stream("SELECT body FROM event_bus('news') WHERE body <> 'dull'");
    stream.handler(row -> bodies.add(row.getString("body")));
    TestCluster.eventually("the query listens", () -> {
      cluster.client().eventBus().publish("news", "first");
      return !bodies.isEmpty();
    });
    cluster.client().eventBus().publish("news", "dull");
    cluster.client().eventBus().publish("news", "last");
    TestCluster.eventually("the last message is a row", () -> bodies.contains("last"));
    assertThat(bodies).doesNotContain("dull");
    EmbeddedEngine.await(stream.close());
  }

  @Test
  void insertPublishesFromAllWorkersToAllNodes() {
    AtomicLong count = new AtomicLong();
    AtomicLong sum = new AtomicLong();
    EmbeddedEngine.await(cluster
        .client()
        .eventBus()
        .<JsonObject>consumer("totals", message -> {
          count.incrementAndGet();
          sum.addAndGet(message.body().getLong("n"));
        })
        .completion());
    Rows rows = EmbeddedEngine.await(client.query(
        "INSERT INTO event_bus('totals') SELECT number AS n, 'x' AS text FROM numbers(0, 3000)"));
    assertThat(rows.get(0).getLong(0)).isEqualTo(3000);
    TestCluster.eventually("all messages have come", () -> count.get() >= 3000);
    assertThat(count).hasValue(3000);
    assertThat(sum).hasValue(3000L * 2999 / 2);
  }

  @Test
  void rowsGiveTheObjectsOfJava() {
    Row row = EmbeddedEngine.await(client.query("""
                SELECT true AS b, CAST(-5 AS TINYINT) AS t, CAST(7 AS SMALLINT) AS s, 1 AS i, 9000000000 AS l, CAST(1.5 AS REAL) AS r, 2.5e0 AS d,
                  CAST(1.50 AS DECIMAL(10, 2)) AS n, 'text' AS v, X'000102' AS x, DATE '1969-12-31' AS day, TIME '12:30:00.000001' AS at,
                  TIMESTAMP '1998-09-02 12:30:00.5' AS ts, CAST('1998-09-02 12:30:00+02' AS TIMESTAMP WITH TIME ZONE) AS tz,
                  CAST('00112233-4455-6677-8899-aabbccddeeff' AS UUID) AS u, ARRAY[DATE '2000-01-01', NULL] AS a,
                  MAP(ARRAY['k'], ARRAY[1]) AS m, {'x': 1, 'y': 'z'} AS o, CAST(NULL AS DATE) AS nothing""")).get(0);
    assertThat(row.getBoolean("b")).isTrue();
    assertThat(row.getShort("t")).isEqualTo((short) -5);
    assertThat(row.getInteger("S")).isEqualTo(7);
    assertThat(row.getInteger(3)).isEqualTo(1);
    assertThat(row.getLong("l")).isEqualTo(9_000_000_000L);
    assertThat(row.getFloat("r")).isEqualTo(1.5f);
    assertThat(row.getDouble("d")).isEqualTo(2.5);
    assertThat(row.getBigDecimal("n")).isEqualTo(new BigDecimal("1.50"));
    assertThat(row.getString("v")).isEqualTo("text");
    assertThat(row.getBuffer("x")).isEqualTo(Buffer.buffer(new byte[] {0, 1, 2}));
    assertThat(row.getLocalDate("day")).isEqualTo(LocalDate.of(1969, 12, 31));
    assertThat(row.getLocalTime("at")).isEqualTo(LocalTime.of(12, 30, 0, 1000));
    assertThat(row.getLocalDateTime("ts")).isEqualTo(LocalDateTime.parse("1998-09-02T12:30:00.5"));
    assertThat(row.getOffsetDateTime("tz")).isEqualTo(OffsetDateTime.parse("1998-09-02T10:30:00Z"));
    assertThat(row.getUUID("u")).isEqualTo(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
    assertThat(row.getValue("a")).isEqualTo(Arrays.asList(LocalDate.of(2000, 1, 1), null));
    assertThat(row.getValue("m")).isEqualTo(Map.of("k", 1));
    assertThat(Objects.requireNonNull(row.getRow("o")).getString("y")).isEqualTo("z");
    assertThat(row.getLocalDate("nothing")).isNull();
    assertThat(row.isNull("nothing")).isTrue();
    assertThat(row.getValue("t")).isEqualTo((byte) -5);

    assertThatThrownBy(() -> row.getInteger("l"))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("'l'");
    assertThatThrownBy(() -> row.getLong("n")).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> row.getString("day"))
        .isInstanceOf(ClassCastException.class)
        .hasMessage("Column 'day' is of type DATE and gives no String");
    assertThatThrownBy(() -> row.getString("none")).isInstanceOf(NoSuchElementException.class);
    assertThat(row.toJson().getString("day")).isEqualTo("1969-12-31");
  }

  @Test
  void parametersKeepTheirTypes() {
    List<@Nullable Object> parameters = Arrays.asList(
        LocalDate.of(1998, 9, 2),
        LocalDateTime.parse("1998-09-02T12:30:00.5"),
        LocalDateTime.parse("1998-09-02T12:30:00.123456789"),
        LocalTime.of(1, 2, 3),
        OffsetDateTime.parse("1998-09-02T12:30:00+02:00"),
        new BigDecimal("12.50"),
        UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
        new byte[] {1, 2},
        Buffer.buffer("ab"),
        List.of(1, 2L, new BigDecimal("3.5")),
        List.of("a", "b"),
        3,
        1.5,
        Double.NaN,
        true,
        null);
    String marks = "?" + ", ?".repeat(parameters.size() - 1);
    Row row = EmbeddedEngine.await(client.query("SELECT " + marks, parameters)).get(0);
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(row.getValue(i));
    }
    assertThat(values)
        .containsExactly(
            parameters.get(0),
            parameters.get(1),
            parameters.get(2),
            parameters.get(3),
            OffsetDateTime.parse("1998-09-02T10:30:00Z"),
            parameters.get(5),
            parameters.get(6),
            Buffer.buffer(new byte[] {1, 2}),
            Buffer.buffer("ab"),
            List.of(new BigDecimal("1.0"), new BigDecimal("2.0"), new BigDecimal("3.5")),
            List.of("a", "b"),
            3,
            1.5,
            Double.NaN,
            true,
            null);

    assertThat(client.query("SELECT ?", List.of(new Object())).cause())
        .isInstanceOfSatisfying(
            SluiceException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageStartingWith("Parameter 1 must be a value of a type that SQL has");
  }

  @Test
  void aQueryRefusesMoreRowsThanTheClientAllows() {
    SluiceClient small =
        SluiceClient.create(cluster.client(), new SluiceClientOptions().setMaxRows(10));
    assertThat(EmbeddedEngine.await(small.query(numbers(10))).size()).isEqualTo(10);
    assertThatThrownBy(() -> EmbeddedEngine.await(small.query(numbers(11))))
        .isInstanceOfSatisfying(
            SluiceException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.RESULT_TOO_LARGE));
    Rows cut = EmbeddedEngine.await(small.query(QueryRequest.of(numbers(11)).withMaxRows(3)));
    assertThat(cut.size()).isEqualTo(3);
    assertThat(cut.isTruncated()).isTrue();
  }

  @Test
  void handlersRunOnTheContextThatMadeTheStream() {
    Context context = cluster.client().getOrCreateContext();
    List<Context> contexts = new CopyOnWriteArrayList<>();
    Promise<Void> ended = Promise.promise();
    context.runOnContext(turn -> {
      ResultStream<Row> stream = smallPages.stream(numbers(50));
      stream.endHandler(end -> {
        contexts.add(Vertx.currentContext());
        ended.complete();
      });
      stream.handler(row -> contexts.add(Vertx.currentContext()));
    });
    EmbeddedEngine.await(ended.future());
    assertThat(contexts).hasSize(51).containsOnly(context);
  }

  @Test
  void nothingIsSentBeforeThereIsAHandler() {
    ResultStream<Row> stream = client.stream("no statement");
    Future<Void> ended = end(stream);
    assertThat(EmbeddedEngine.await(client.query("SELECT 1")).size()).isEqualTo(1);
    assertThat(ended.isComplete()).isFalse();
    stream.handler(row -> {});
    assertThatThrownBy(() -> EmbeddedEngine.await(ended)).isInstanceOf(SluiceException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whateverIsAskedTheRowsAreThoseOfTheList(long seed) {
    Random random = new Random(seed);
    int count = random.nextInt(400);
    SluiceClient anySize = SluiceClient.create(
        cluster.client(),
        new SluiceClientOptions()
            .setFetchRows(1 + random.nextInt(60))
            .setPrefetchPages(1 + random.nextInt(4)));
    ResultStream<Row> stream = anySize.stream(numbers(count));
    List<Long> rows = new CopyOnWriteArrayList<>();
    AtomicLong asked = new AtomicLong();
    AtomicLong tooMany = new AtomicLong();
    AtomicInteger inHandler = new AtomicInteger();
    stream.pause();
    Future<Void> ended = end(stream);
    stream.handler(row -> {
      if (inHandler.incrementAndGet() != 1 || ended.isComplete()) {
        tooMany.incrementAndGet();
      }
      rows.add(row.getLong(0));
      if (rows.size() > asked.get()) {
        tooMany.incrementAndGet();
      }
      if (random.nextInt(10) == 0) {
        asked.addAndGet(3);
        stream.fetch(3);
      }
      inHandler.decrementAndGet();
    });
    while (!ended.isComplete()) {
      int amount = 1 + random.nextInt(20);
      asked.addAndGet(amount);
      stream.fetch(amount);
      long wanted = Math.min(asked.get(), count);
      TestCluster.eventually(
          "rows that were asked for, seed " + seed,
          () -> rows.size() >= wanted && (rows.size() < count || ended.isComplete()));
    }
    assertThat(ended.succeeded()).as("seed " + seed).isTrue();
    assertThat(rows).as("seed " + seed).isEqualTo(upTo(count));
    assertThat(tooMany).as("seed " + seed).hasValue(0);
  }

  @Test
  void pauseWithinAHandlerHoldsTheNextRowBack() {
    ResultStream<Row> stream = client.stream(numbers(10));
    List<Long> rows = new CopyOnWriteArrayList<>();
    Future<Void> ended = end(stream);
    stream.handler(row -> {
      rows.add(row.getLong(0));
      stream.pause();
    });
    for (int i = 1; i <= 10; i++) {
      int wanted = i;
      TestCluster.eventually("row " + i, () -> rows.size() == wanted);
      stream.resume();
    }
    EmbeddedEngine.await(ended);
    assertThat(rows).isEqualTo(upTo(10));
  }

  @Test
  void theEndWaitsForTheRowsBeforeItAndForItsHandler() {
    ResultStream<Row> stream = client.stream(numbers(3));
    List<Long> rows = new CopyOnWriteArrayList<>();
    stream.pause();
    stream.handler(row -> rows.add(row.getLong(0)));
    EmbeddedEngine.await(stream.schema());
    stream.fetch(3);
    TestCluster.eventually("rows", () -> rows.size() == 3);
    EmbeddedEngine.await(end(stream));
  }

  @Test
  void anErrorComesOnceBehindTheRowsBeforeIt() {
    ResultStream<Row> stream =
        smallPages.stream("SELECT 1 / (number - 70) FROM numbers(0, 100000)");
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    AtomicInteger ends = new AtomicInteger();
    stream.exceptionHandler(failures::add);
    stream.endHandler(end -> ends.incrementAndGet());
    stream.handler(row -> {});
    TestCluster.eventually("the error", () -> !failures.isEmpty());
    cluster.assertNothingLeft();
    assertThat(ends).hasValue(0);
    assertThat(failures).singleElement().isInstanceOfSatisfying(SluiceException.class, failure -> {
      assertThat(failure.code()).isEqualTo(ErrorCode.DIVISION_BY_ZERO);
      assertThat(failure.position()).isNotNull();
    });
  }

  @Test
  void aClosedStreamSaysNothingMoreAndLeavesNothing() {
    ResultStream<Row> stream = client.stream(ENDLESS);
    AtomicLong rows = new AtomicLong();
    AtomicInteger others = new AtomicInteger();
    Promise<Void> closed = Promise.promise();
    stream.exceptionHandler(failure -> others.incrementAndGet());
    stream.endHandler(end -> others.incrementAndGet());
    stream.handler(row -> {
      if (rows.incrementAndGet() == 12_345) {
        stream.close().onComplete(closed);
      }
    });
    EmbeddedEngine.await(closed.future());
    cluster.assertNothingLeft();
    assertThat(rows).hasValue(12_345);
    assertThat(others).hasValue(0);
    EmbeddedEngine.await(stream.close());
  }

  @Test
  void aStreamThatIsClosedAtOnceLeavesNothing() {
    ResultStream<Row> unread = client.stream(ENDLESS);
    EmbeddedEngine.await(unread.close());
    ResultStream<Row> waiting = client.stream(
        "SELECT count(*) FROM (SELECT DISTINCT number FROM numbers(0, 100000000000)) AS t");
    waiting.handler(row -> {});
    TestCluster.eventually(
        "the query runs",
        () -> !cluster.coordinator().coordinator().runningQueries().isEmpty());
    EmbeddedEngine.await(waiting.close());
  }

  @Test
  void aQueryIsCancelledByItsId() {
    ResultStream<Row> stream = client.stream(ENDLESS);
    Future<Void> ended = end(stream);
    AtomicLong rows = new AtomicLong();
    stream.handler(row -> {
      if (rows.incrementAndGet() == 10) {
        client.cancel(stream.queryId());
      }
    });
    assertThatThrownBy(() -> EmbeddedEngine.await(ended))
        .isInstanceOfSatisfying(
            SluiceException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED));
  }

  @Test
  void aSlowReaderOfAMillionRowsHoldsMemoryFlatAndKeepsItsCursor() {
    ResultStream<RecordBatch> stream = client.streamBatches(
        "SELECT number, number % 7 AS k, 'row ' || number AS name FROM numbers(0, 1000000)");
    AtomicLong rows = new AtomicLong();
    AtomicLong sum = new AtomicLong();
    AtomicLong peak = new AtomicLong();
    Future<Void> ended = end(stream);
    stream.handler(batch -> {
      for (int i = 0; i < batch.rowCount(); i++) {
        sum.addAndGet((Long) batch.column(0).value(batch.rowAt(i)));
      }
      peak.accumulateAndGet(cluster.coordinator().resources().memory().reservedBytes(), Math::max);
      if (rows.addAndGet(batch.rowCount()) < 20_000) {
        // Longer than the cursor waits for a message.
        stream.pause();
        cluster.client().setTimer(CURSOR_TIMEOUT_MILLIS / 2, due -> stream.resume());
      }
    });
    EmbeddedEngine.await(ended);
    assertThat(rows).hasValue(1_000_000);
    assertThat(sum).hasValue(999_999L * 500_000);
    assertThat(peak.get()).isLessThan(64L << 20);
  }

  @Test
  void nobodyListensIsSaidSo() {
    SluiceClient lost =
        SluiceClient.create(cluster.client(), new SluiceClientOptions().setAddress("nobody.here"));
    assertThatThrownBy(() -> EmbeddedEngine.await(lost.query("SELECT 1")))
        .isInstanceOfSatisfying(
            SluiceException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.COORDINATOR_LOST))
        .hasMessage("No coordinator listens at 'nobody.here'; is one up in this cluster?");
  }

  @Test
  void optionsSurviveJson() {
    SluiceClientOptions options = new SluiceClientOptions()
        .setAddress("a.b")
        .setTimeoutMillis(1)
        .setSignOfLifeTimeoutMillis(2)
        .setMaxRows(3)
        .setFetchRows(4)
        .setPrefetchPages(5);
    assertThat(new SluiceClientOptions(options.toJson()).toJson()).isEqualTo(options.toJson());
  }
}
