package io.sluice.exchange;

import static io.sluice.exchange.ExchangeBed.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.ErrorInfo;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.exchange.frame.BatchMemory;
import io.sluice.extension.TaskRequest;
import io.sluice.extension.WorkerChannel;
import io.sluice.extension.WorkerInfo;
import io.sluice.metrics.MetricValues;
import io.sluice.metrics.TaskProfile;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.QueryId;
import io.sluice.plan.TaskId;
import io.sluice.plan.runtimefilter.FilterExchange;
import io.sluice.plan.runtimefilter.FilterPart;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerMessagesTest {
  private static final TaskId TASK = new TaskId(new QueryId(-1, 7), 2, 3, 1);

  private final Vertx vertx = Vertx.vertx();
  private final ConfigValues options = ExchangeBed.with(ExchangeOptions.CONTROL_TIMEOUT, 3_000L);
  private final TestWorker worker = new TestWorker(vertx, options);
  private final ExchangeServer server = new ExchangeServer(vertx, worker, options);
  private final WorkerMessages messages = new WorkerMessages(vertx, "w1", worker);
  private final NetworkChannelResolver channels = new NetworkChannelResolver(vertx, options);
  private WorkerChannel channel;

  @BeforeEach
  void start() {
    int port = await(server.listen("127.0.0.1", 0));
    await(messages.register());
    channel = channels.channel(new WorkerInfo("w1", "127.0.0.1", port, 2, ""));
  }

  @AfterEach
  void stop() {
    await(messages.unregister());
    await(channels.close());
    await(server.close());
    await(vertx.close());
    assertThat(BatchMemory.openBuffers()).isZero();
  }

  private static TaskRequest request(int planBytes) {
    return new TaskRequest(
        TASK,
        5,
        Buffer.buffer(new byte[planBytes]),
        Map.of(1, List.of(new WorkerInfo("a", "h", 1, 2, "f"), new WorkerInfo("b", "h", 2, 2, ""))),
        Map.of("batch_size", "7"),
        1234,
        new FilterExchange(Set.of(3, 4), Set.of(1)),
        new TaskRequest.Reply("coordinator", "status", true));
  }

  /** Small plans go by the event bus, large ones by the connection of the exchange. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 3_000_000})
  void tasksArriveAsTheyWereSent(int planBytes) {
    await(channel.startTasks(List.of(request(planBytes), request(3))));
    assertThat(worker.started).containsExactly(request(planBytes), request(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 3_000_000})
  void refusedTasksAreTheWorkersError(int planBytes) {
    worker.refuseTasks(new SluiceException(
        ErrorCode.MEMORY_LIMIT, "full", new Position(3, 4), new IllegalStateException("deep")));
    assertThatThrownBy(() -> await(channel.startTasks(List.of(request(planBytes)))))
        .hasMessage("full")
        .isInstanceOfSatisfying(SluiceException.class, e -> {
          assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT);
          assertThat(e.position()).isEqualTo(new Position(3, 4));
          assertThat(e.getCause()).hasMessage("IllegalStateException: deep");
        });
  }

  @Test
  void aQueryIsCancelled() {
    ErrorInfo reason = new ErrorInfo(ErrorCode.CANCELLED, "by hand", null, List.of());
    await(channel.cancelQuery(TASK.query(), reason));
    assertThat(worker.cancelled).containsExactly(TASK.query());
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 3_000_000})
  void aWorkerThatIsNotThereIsLost(int planBytes) {
    WorkerChannel nobody = channels.channel(new WorkerInfo("w2", "127.0.0.1", 1, 2, ""));
    assertThatThrownBy(() -> await(nobody.startTasks(List.of(request(planBytes)))))
        .hasMessageContaining("127.0.0.1:1")
        .isInstanceOfSatisfying(
            SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKER_LOST));
  }

  @Test
  void anUnreadableMessageIsAnsweredWithAnError() {
    Buffer reply = await(vertx
            .eventBus()
            .<Buffer>request(WorkerMessages.address("w1"), Buffer.buffer("nonsense")))
        .body();
    assertThatThrownBy(() -> await(WorkerRequests.readReply(reply)))
        .isInstanceOfSatisfying(
            SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXCHANGE_ERROR));
  }

  @Test
  void statusesComeBackEqual() {
    for (TaskStatus.State state : TaskStatus.State.values()) {
      TaskStatus plain = new TaskStatus(TASK, state, Optional.empty(), Optional.empty(), List.of());
      assertThat(TaskStatus.decode(plain.encode())).isEqualTo(plain);
    }
    TaskStatus failed = new TaskStatus(
        TASK,
        TaskStatus.State.FAILED,
        Optional.of(
            new ErrorInfo(ErrorCode.DIVISION_BY_ZERO, "m", new Position(1, 2), List.of("a", "b"))),
        Optional.empty(),
        List.of());
    assertThat(TaskStatus.decode(failed.encode())).isEqualTo(failed);
  }

  @Test
  void whatATaskCountedComesBackEqual() {
    Map<OperatorMetric, Long> all = new EnumMap<>(OperatorMetric.class);
    for (OperatorMetric metric : OperatorMetric.values()) {
      all.put(metric, (1L << 40) + metric.number());
    }
    TaskStatus finished = new TaskStatus(
        TASK,
        TaskStatus.State.FINISHED,
        Optional.empty(),
        Optional.of(new TaskProfile(
            List.of(new MetricValues(all), MetricValues.NONE),
            new MetricValues(Map.of(OperatorMetric.BYTES_RECEIVED, 7L)))),
        List.of());
    assertThat(TaskStatus.decode(finished.encode())).isEqualTo(finished);
  }

  @Test
  void filtersThatATaskTellsComeBack() {
    RuntimeFilter filter = RuntimeFilter.of(new long[] {3, 5}, 0, 1, 2, 1);
    TaskStatus told = new TaskStatus(
        TASK,
        TaskStatus.State.RUNNING,
        Optional.empty(),
        Optional.empty(),
        List.of(new FilterPart(7, Optional.of(filter)), new FilterPart(8, Optional.empty())));
    List<FilterPart> read = TaskStatus.decode(told.encode()).filters();
    assertThat(read).extracting(FilterPart::filter).containsExactly(7, 8);
    assertThat(read.get(0).keys().orElseThrow().encode()).isEqualTo(filter.encode());
    assertThat(read.get(1).keys()).isEmpty();
  }

  /** Small filters go by the event bus, large ones by the connection of the exchange. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10, 3_000_000})
  void aFilterArrivesAsItWasSent(int keyCount) {
    long[] keys = LongStream.range(0, keyCount).map(i -> i * 1_000_003).toArray();
    RuntimeFilter filter = RuntimeFilter.of(keys, 0, 1, keyCount, 1);
    await(channel.addRuntimeFilter(
        TASK.query(), Set.of(2, 3), new FilterPart(9, Optional.of(filter))));
    await(channel.addRuntimeFilter(TASK.query(), Set.of(2), new FilterPart(10, Optional.empty())));
    assertThat(worker.filters).extracting(FilterPart::filter).containsExactly(9, 10);
    assertThat(worker.filters.get(0).keys().orElseThrow().encode()).isEqualTo(filter.encode());
    assertThat(worker.filters.get(1).keys()).isEmpty();
    assertThat(worker.filterStages).containsExactly(Set.of(2, 3), Set.of(2));
  }

  @Test
  void aStatusOfAnotherVersionIsRefused() {
    assertThatThrownBy(() -> TaskStatus.decode(Buffer.buffer()))
        .hasMessageContaining("run the same version on all nodes");
  }
}
