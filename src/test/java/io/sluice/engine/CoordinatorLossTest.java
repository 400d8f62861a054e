package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.ResultStream;
import io.sluice.client.Row;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceClientOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A coordinator that goes while a client reads a result. */
@Timeout(120)
class CoordinatorLossTest {
  private static final String ENDLESS = "SELECT number FROM numbers(0, 100000000000)";

  private final TestCluster cluster = new TestCluster(
      "coordinator-loss-test",
      17_881,
      1,
      List.of(),
      new JsonObject().put("coordinator.cursor_timeout", 3_000));

  @Test
  void aStreamWhoseCoordinatorIsStoppedFailsAndDoesNotEnd() {
    try (cluster) {
      ResultStream<Row> stream = SluiceClient.create(cluster.client()).stream(ENDLESS);
      Promise<Void> ended = Promise.promise();
      AtomicLong rows = new AtomicLong();
      stream.exceptionHandler(ended::fail);
      stream.endHandler(end -> ended.complete());
      stream.handler(row -> rows.incrementAndGet());
      TestCluster.eventually("rows", () -> rows.get() > 20_000);
      cluster.stopCoordinator();
      assertLost(ended);
      TestCluster.eventually(
          "open tasks", () -> cluster.workers().get(0).worker().openTasks().isEmpty());
    }
  }

  @Test
  void aReaderThatWaitsForItsOwnTurnHearsOfItToo() {
    try (cluster) {
      ResultStream<Row> stream = SluiceClient.create(cluster.client()).stream(ENDLESS);
      Promise<Void> ended = Promise.promise();
      AtomicLong rows = new AtomicLong();
      stream.exceptionHandler(ended::fail);
      stream.handler(row -> {
        if (rows.incrementAndGet() == 10) {
          stream.pause();
        }
      });
      TestCluster.eventually("rows", () -> rows.get() == 10);
      EmbeddedEngine.await(cluster.coordinatorNode().close());
      stream.resume();
      assertLost(ended);
    }
  }

  @Test
  void aQueryWithoutItsFirstRowsHearsOfItToo() {
    try (cluster) {
      SluiceClient client = SluiceClient.create(
          cluster.client(), new SluiceClientOptions().setSignOfLifeTimeoutMillis(1_000));
      ResultStream<Row> stream =
          client.stream("SELECT count(*) FROM numbers(0, 100000000000) WHERE number % 7 = 3");
      Promise<Void> ended = Promise.promise();
      stream.exceptionHandler(ended::fail);
      stream.handler(row -> ended.complete());
      TestCluster.eventually(
          "the query",
          () -> !cluster.coordinator().coordinator().runningQueries().isEmpty());
      EmbeddedEngine.await(cluster.coordinatorNode().close());
      assertLost(ended);
    }
  }

  private static void assertLost(Promise<Void> ended) {
    assertThatThrownBy(() -> EmbeddedEngine.await(ended.future()))
        .isInstanceOfSatisfying(SluiceException.class, failure -> {
          // One that is stopped may still tell that it has cancelled its queries.
          if (failure.code() != ErrorCode.COORDINATOR_LOST
              && failure.code() != ErrorCode.CANCELLED) {
            throw failure;
          }
        });
  }
}
