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
import io.sluice.plan.QueryId;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client of an engine in the same process, whose close finds what a stream has left. */
@Timeout(60)
class LocalClientTest {
  private static final String ENDLESS = "SELECT number FROM numbers(0, 100000000000)";

  private final EmbeddedEngine engine = EmbeddedEngine.of(3, 2);
  private final SluiceClient client = engine.sluice().client();
  private final SluiceClient small =
      engine.sluice().client(new SluiceClientOptions().setFetchRows(7).setMaxRows(50));

  @AfterEach
  void stop() {
    engine.close();
  }

  private static List<Long> upTo(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static <T> Future<Void> end(ResultStream<T> stream) {
    Promise<Void> ended = Promise.promise();
    stream.exceptionHandler(ended::fail);
    stream.endHandler(end -> ended.complete());
    return ended.future();
  }

  @Test
  void aQueryGivesAllRowsWithTypedGetters() {
    Rows rows = EmbeddedEngine.await(small.query(
        "SELECT number, DATE '2024-02-29' AS day FROM numbers(0, ?) ORDER BY number", List.of(30)));
    assertThat(rows.stream().map(row -> row.getLong("number")).toList()).isEqualTo(upTo(30));
    assertThat(rows.get(0).getLocalDate("day")).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(EmbeddedEngine.await(client.query("SELECT 1 WHERE false")).size())
        .isZero();
  }

  @Test
  void rowsAreBounded() {
    assertThatThrownBy(() -> EmbeddedEngine.await(small.query(ENDLESS)))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.RESULT_TOO_LARGE));
    Rows cut = EmbeddedEngine.await(small.query(QueryRequest.of(ENDLESS).withMaxRows(20)));
    assertThat(cut.size()).isEqualTo(20);
    assertThat(cut.isTruncated()).isTrue();
    Rows exact = EmbeddedEngine.await(
        small.query(QueryRequest.of("SELECT number FROM numbers(0, 20)").withMaxRows(20)));
    assertThat(exact.isTruncated()).isFalse();
  }

  @Test
  void aPausedStreamHoldsTheQueryBack() {
    ResultStream<Row> stream = small.stream(ENDLESS);
    AtomicLong count = new AtomicLong();
    stream.pause();
    stream.handler(row -> count.incrementAndGet());
    stream.fetch(20);
    TestCluster.eventually("20 rows", () -> count.get() == 20);
    EmbeddedEngine.await(engine.vertx().timer(100));
    assertThat(count).hasValue(20);
    EmbeddedEngine.await(stream.close());
    TestCluster.eventually(
        "nothing runs", () -> engine.sluice().coordinator().runningQueries().isEmpty());
  }

  @Test
  void batchesAreTheReceiversOwn() {
    ResultStream<RecordBatch> stream = small.streamBatches("SELECT number FROM numbers(0, 100)");
    Future<Void> ended = end(stream);
    List<RecordBatch> batches = new ArrayList<>();
    stream.handler(batches::add);
    EmbeddedEngine.await(ended);
    assertThat(batches.stream().flatMap(batch -> batch.rows().stream()).map(row -> row.get(0)))
        .containsExactlyInAnyOrderElementsOf(List.copyOf(upTo(100)));
  }

  @Test
  void errorsComeBehindTheRowsBeforeThem() {
    ResultStream<Row> stream = small.stream("SELECT 1 / (number - 70) FROM numbers(0, 100000)");
    Future<Void> ended = end(stream);
    stream.handler(row -> {});
    assertThatThrownBy(() -> EmbeddedEngine.await(ended))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.DIVISION_BY_ZERO));
    for (String wrong : List.of("no statement", "SELECT nope")) {
      assertThatThrownBy(() -> EmbeddedEngine.await(client.query(wrong)))
          .isInstanceOf(SluiceException.class);
    }
    assertThatThrownBy(() -> EmbeddedEngine.await(
            client.query(QueryRequest.of("SELECT 1").withSettings(Map.of("nope", "1")))))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_OPTION));
  }

  @Test
  void aQueryIsCancelledByItsName() {
    QueryId id = QueryId.parse("000102030405060708090a0b0c0d0e0f");
    Future<Rows> rows = client.query(
        QueryRequest.of("SELECT count(*) FROM numbers(0, 100000000000) WHERE number % 7 = 3")
            .withQueryId(id));
    TestCluster.eventually(
        "it runs", () -> !engine.sluice().coordinator().runningQueries().isEmpty());
    client.cancel(id);
    assertThatThrownBy(() -> EmbeddedEngine.await(rows))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED));
  }
}
