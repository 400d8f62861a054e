package io.sluice.source.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.SluiceOptions;
import io.sluice.column.RecordBatch;
import io.sluice.coordinator.BatchLoop;
import io.sluice.coordinator.QueryResult;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code event_bus('address')} in one process, with several workers. */
@Timeout(60)
class EventBusTest {
  private final EmbeddedEngine engine =
      new EmbeddedEngine(new SluiceOptions().setWorkers(3).setSetting("target_partitions", "2"));
  private final EventBus bus = engine.vertx().eventBus();

  @AfterEach
  void stop() {
    engine.close();
  }

  /** Runs a query, and sends as soon as it listens. */
  private List<List<@Nullable Object>> rows(String sql, Runnable sender) {
    Future<QueryResult> running = engine.session().execute(sql);
    Future<List<List<@Nullable Object>>> rows = running.compose(result -> {
      List<List<@Nullable Object>> all = new ArrayList<>();
      return BatchLoop.forEach(result, batch -> {
            all.addAll(batch.rows());
            return true;
          })
          .eventually(result::close)
          .map(all);
    });
    sender.run();
    return EmbeddedEngine.await(rows);
  }

  /** Asks until somebody listens; the message that was answered has become a row. */
  private void sendFirst(String address, @Nullable Object body, DeliveryOptions options) {
    AtomicInteger attempts = new AtomicInteger();
    TestCluster.eventually("somebody listens at " + address, () -> {
      attempts.incrementAndGet();
      try {
        EmbeddedEngine.await(bus.request(address, body, options.setSendTimeout(10_000)));
        return true;
      } catch (RuntimeException e) {
        if (e instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS) {
          return false;
        }
        throw e;
      }
    });
  }

  @Test
  void messagesBecomeRowsOfTheirBodiesAndHeaders() {
    List<List<@Nullable Object>> rows = rows(
        "SELECT address, body, encode(data) AS data, headers['from'] AS sender, received_at > TIMESTAMP '2020-01-01 00:00:00' AS is_new FROM event_bus('a', 7)",
        () -> {
          sendFirst(
              "a", "text", new DeliveryOptions().addHeader("from", "x").addHeader("from", "y"));
          bus.publish("a", new JsonObject().put("n", 5));
          bus.publish("a", new JsonArray().add(1).add("z"));
          bus.publish("a", 12L);
          bus.publish("a", true);
          bus.publish("a", null);
          bus.publish("a", Buffer.buffer("hi"));
        });
    assertThat(rows.stream().map(row -> row.get(1)))
        .containsExactly("text", "{\"n\":5}", "[1,\"z\"]", "12", "true", null, null);
    assertThat(rows.stream().map(row -> row.get(3)))
        .containsExactly("x", null, null, null, null, null, null);
    assertThat(rows).allSatisfy(row -> {
      assertThat(row.get(0)).isEqualTo("a");
      assertThat(row.get(4)).isEqualTo(true);
    });
  }

  @Test
  void onlyOneTaskListensSoThatNoMessageIsARowTwice() {
    assertThat(engine.explain("SELECT body FROM event_bus('a', 10) UNION ALL SELECT 'x'"))
        .contains("EventBusExec: address=a, messages=10");
    List<List<@Nullable Object>> rows = rows(
        "SELECT count(*), CAST(sum(CAST(body AS BIGINT)) AS BIGINT) FROM event_bus('a', messages => 1001)",
        () -> {
          sendFirst("a", "0", new DeliveryOptions());
          IntStream.rangeClosed(1, 1000).forEach(i -> bus.publish("a", Integer.toString(i)));
        });
    assertThat(rows).isEqualTo(List.of(List.of(1001L, 500_500L)));
  }

  @Test
  void readingEndsWithTheTime() {
    List<List<@Nullable Object>> rows = rows(
        "SELECT body FROM event_bus('a', duration => INTERVAL '0.5' SECOND)",
        () -> sendFirst("a", "one", new DeliveryOptions()));
    assertThat(rows).isEqualTo(List.of(List.of("one")));
    assertThat(engine.rows("SELECT * FROM event_bus('b', 5, INTERVAL '0.01' SECOND)"))
        .isEmpty();
    assertThat(engine.rows("SELECT * FROM event_bus('b', 0)")).isEmpty();
  }

  @Test
  void aLimitEndsAQueryThatHasNoOtherEnd() {
    List<List<@Nullable Object>> rows =
        rows("SELECT body FROM event_bus('a') WHERE body <> 'skip' LIMIT 2", () -> {
          sendFirst("a", "one", new DeliveryOptions());
          bus.publish("a", "skip");
          bus.publish("a", "two");
        });
    assertThat(rows).isEqualTo(List.of(List.of("one"), List.of("two")));
    TestCluster.eventually("nobody listens", () -> {
      try {
        EmbeddedEngine.await(bus.request("a", "three"));
        return false;
      } catch (RuntimeException e) {
        return e instanceof ReplyException;
      }
    });
  }

  @Test
  void rowsComeBeforeTheQueryEnds() {
    QueryResult result = EmbeddedEngine.await(
        engine.session().execute("SELECT upper(body) FROM event_bus('a') WHERE body <> 'dull'"));
    Future<Optional<RecordBatch>> first = result.next();
    sendFirst("a", "one", new DeliveryOptions());
    assertThat(EmbeddedEngine.await(first).orElseThrow().rows()).isEqualTo(List.of(List.of("ONE")));
    EmbeddedEngine.await(result.close());
  }

  @Test
  void moreMessagesThanMayWaitFailTheQuery() {
    engine.rows("SET event_bus.buffer_messages = 10");
    QueryResult result =
        EmbeddedEngine.await(engine.session().execute("SELECT body FROM event_bus('a')"));
    Future<Optional<RecordBatch>> first = result.next();
    sendFirst("a", "one", new DeliveryOptions());
    EmbeddedEngine.await(first);
    String big = "x".repeat(1 << 16);
    IntStream.range(0, 100_000).forEach(i -> bus.publish("a", big));
    assertThatThrownBy(() -> {
          while (EmbeddedEngine.await(result.next()).isPresent()) {}
        })
        .hasMessageContaining("event_bus.buffer_messages");
    EmbeddedEngine.await(result.close());
  }

  @Test
  void aBodyThatIsNoValueFailsTheQuery() {
    bus.registerDefaultCodec(Thought.class, new ThoughtCodec());
    assertThatThrownBy(() -> rows("SELECT body FROM event_bus('a', 2)", () -> {
          sendFirst("a", "one", new DeliveryOptions());
          bus.publish("a", new Thought());
        }))
        .hasMessageContaining("Thought");
  }

  private static final class Thought {}

  private static final class ThoughtCodec implements MessageCodec<Thought, Thought> {
    @Override
    public void encodeToWire(Buffer buffer, Thought thought) {}

    @Override
    public Thought decodeFromWire(int position, Buffer buffer) {
      return new Thought();
    }

    @Override
    public Thought transform(Thought thought) {
      return thought;
    }

    @Override
    public String name() {
      return "thought";
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }

  @Test
  void insertPublishesEachRowOnce() {
    List<JsonObject> received = new CopyOnWriteArrayList<>();
    MessageConsumer<JsonObject> consumer =
        bus.consumer("orders", message -> received.add(message.body()));
    EmbeddedEngine.await(consumer.completion());
    assertThat(
            engine.rows(
                "INSERT INTO event_bus('orders') SELECT number AS id, CAST(number AS DECIMAL(10, 2)) AS total FROM numbers(0, 5000)"))
        .isEqualTo(List.of(List.of(5000L)));
    TestCluster.eventually("all have come", () -> received.size() >= 5000);
    assertThat(received.stream().map(order -> order.getLong("id")).collect(Collectors.toSet()))
        .hasSize(5000);
    assertThat(received)
        .allSatisfy(
            order -> assertThat(order.getString("total")).isEqualTo(order.getLong("id") + ".00"));
    assertThat(received).hasSize(5000);
  }

  @Test
  void bodiesAreTheValueOfOneColumnAndObjectsOfSeveral() {
    List<Object> received = new CopyOnWriteArrayList<>();
    bus.consumer("a", message -> received.add(message.body()));
    engine.rows("INSERT INTO event_bus('a') SELECT 'text'");
    engine.rows("INSERT INTO event_bus('a') SELECT 12");
    engine.rows("INSERT INTO event_bus('a') SELECT X'6869'");
    engine.rows(
        "INSERT INTO event_bus('a') (x, when_, parts) VALUES (NULL, DATE '2024-02-29', MAP['k', ARRAY[1, 2]])");
    engine.rows(
        "INSERT INTO event_bus(?) SELECT CAST(? AS VARCHAR)", Literal.of("a"), Literal.of("p"));
    TestCluster.eventually("all have come", () -> received.size() == 5);
    assertThat(received)
        .containsExactly(
            "text",
            12,
            Buffer.buffer("hi"),
            new JsonObject()
                .putNull("x")
                .put("when_", "2024-02-29")
                .put("parts", new JsonObject(Map.of("k", new JsonArray().add(1).add(2)))),
            "p");
  }

  @Test
  void nobodyHasToListen() {
    assertThat(engine.rows("INSERT INTO event_bus('nobody') VALUES (1), (2)"))
        .isEqualTo(List.of(List.of(2L)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM event_bus()|INVALID_ARGUMENT",
        "SELECT * FROM event_bus('')|INVALID_ARGUMENT",
        "SELECT * FROM event_bus(5)|INVALID_ARGUMENT",
        "SELECT * FROM event_bus('a', -1)|INVALID_ARGUMENT",
        "SELECT * FROM event_bus('a', 1, 5)|INVALID_ARGUMENT",
        "SELECT * FROM event_bus('a', 1, INTERVAL '1' MONTH)|INVALID_ARGUMENT",
        "SELECT * FROM event_bus('a', count => 1)|INVALID_ARGUMENT",
        "SELECT * FROM event_bus('a', address => 'b')|INVALID_ARGUMENT",
        "SELECT * FROM event_bus(address => 'b', 5)|INVALID_ARGUMENT",
        "SELECT * FROM numbers(0, stop => 5)|INVALID_ARGUMENT",
        "INSERT INTO event_bus('a', 5, 6, 7) SELECT 1|INVALID_ARGUMENT",
        "INSERT INTO event_bus('a') (x, y) SELECT 1|SEMANTIC_ERROR",
        "INSERT INTO numbers(0, 5) SELECT 1|NOT_SUPPORTED",
        "INSERT INTO nothing('a') SELECT 1|FUNCTION_NOT_FOUND",
        "INSERT INTO event_bus('a') SELECT missing|COLUMN_NOT_FOUND",
      })
  void badCallsAreRefusedWithTheirPlace(String sql, ErrorCode code) {
    assertThatThrownBy(() -> engine.rows(sql))
        .isInstanceOfSatisfying(SluiceException.class, error -> {
          assertThat(error.code()).isEqualTo(code);
          assertThat(error.position()).isNotNull();
        });
  }
}
