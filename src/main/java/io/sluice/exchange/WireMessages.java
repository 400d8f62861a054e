package io.sluice.exchange;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.error.ErrorCode;
import io.sluice.error.ErrorInfo;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.exchange.frame.FrameKind;
import io.sluice.exchange.proto.ErrorMessage;
import io.sluice.exchange.proto.MetricsMessage;
import io.sluice.exchange.proto.RuntimeFilterMessage;
import io.sluice.exchange.proto.StageInput;
import io.sluice.exchange.proto.StartTask;
import io.sluice.exchange.proto.TaskIdMessage;
import io.sluice.exchange.proto.TaskProfileMessage;
import io.sluice.exchange.proto.WorkerInfoMessage;
import io.sluice.extension.TaskRequest;
import io.sluice.extension.WorkerInfo;
import io.sluice.metrics.MetricValues;
import io.sluice.metrics.TaskProfile;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.QueryId;
import io.sluice.plan.TaskId;
import io.sluice.plan.runtimefilter.FilterExchange;
import io.sluice.plan.runtimefilter.FilterPart;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The engine's values as the messages of {@code exchange.proto}. */
final class WireMessages {
  /** Raised when a node of an older version would misunderstand a message. */
  static final int PROTOCOL_VERSION = 5;

  private WireMessages() {}

  static Buffer toBuffer(MessageLite message) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(message.toByteArray()));
  }

  /** A small payload on the heap; the payload is released. */
  static Buffer take(ByteBuf payload) {
    try {
      byte[] bytes = new byte[payload.readableBytes()];
      payload.readBytes(bytes);
      return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    } finally {
      payload.release();
    }
  }

  /** What a buffer holds, to be sent once. */
  static ByteBuf bytes(Buffer buffer) {
    return ((BufferInternal) buffer).getByteBuf();
  }

  static SluiceException unexpected(FrameKind kind) {
    return new SluiceException(
        ErrorCode.EXCHANGE_ERROR, "A message of the exchange came that only goes out: " + kind);
  }

  static <T> T parse(Parser<T> parser, Buffer bytes) {
    try {
      return parser.parseFrom(bytes.getBytes());
    } catch (InvalidProtocolBufferException e) {
      throw new SluiceException(
          ErrorCode.EXCHANGE_ERROR,
          "A control message cannot be read; check that only nodes of this version use the cluster's addresses",
          e);
    }
  }

  static void checkVersion(int version) {
    if (version != PROTOCOL_VERSION) {
      throw new SluiceException(
          ErrorCode.INCOMPATIBLE_WORKER,
          "A node speaks protocol version %d, this one %d; run the same version on all nodes"
              .formatted(version, PROTOCOL_VERSION));
    }
  }

  static TaskIdMessage toMessage(TaskId id) {
    return TaskIdMessage.newBuilder()
        .setQueryHigh(id.query().high())
        .setQueryLow(id.query().low())
        .setStage(id.stage())
        .setTask(id.task())
        .setAttempt(id.attempt())
        .build();
  }

  static TaskId fromMessage(TaskIdMessage message) {
    return new TaskId(
        new QueryId(message.getQueryHigh(), message.getQueryLow()),
        message.getStage(),
        message.getTask(),
        message.getAttempt());
  }

  static ErrorMessage toMessage(ErrorInfo error) {
    ErrorMessage.Builder builder = ErrorMessage.newBuilder()
        .setCode(error.code().number())
        .setMessage(error.message())
        .addAllCauses(error.causes());
    Position position = error.position();
    if (position != null) {
      builder.setLine(position.line()).setColumn(position.column());
    }
    return builder.build();
  }

  static ErrorInfo fromMessage(ErrorMessage message) {
    Position position =
        message.getLine() == 0 ? null : new Position(message.getLine(), message.getColumn());
    List<String> causes = message.getCausesList();
    return new ErrorInfo(
        ErrorCode.ofNumber(message.getCode()),
        message.getMessage(),
        position,
        causes.subList(0, Math.min(causes.size(), ErrorInfo.MAX_CAUSES)));
  }

  static StartTask toMessage(TaskRequest request) {
    StartTask.Builder builder = StartTask.newBuilder()
        .setId(toMessage(request.id()))
        .setTaskCount(request.taskCount())
        .setPlan(UnsafeByteOperations.unsafeWrap(request.plan().getBytes()))
        .putAllSettings(request.settings())
        .setDeadlineMillis(request.deadlineMillis())
        .setCoordinatorId(request.reply().coordinatorId())
        .setStatusAddress(request.reply().statusAddress())
        .setProfiled(request.reply().isProfiled())
        .addAllPublishedFilters(request.filters().published())
        .addAllAwaitedFilters(request.filters().awaited());
    request.inputs().forEach((stage, workers) -> {
      StageInput.Builder input = StageInput.newBuilder().setStage(stage);
      workers.forEach(worker -> input.addWorkers(toMessage(worker)));
      builder.addInputs(input);
    });
    return builder.build();
  }

  static TaskRequest fromMessage(StartTask message) {
    Map<Integer, List<WorkerInfo>> inputs = new HashMap<>();
    for (StageInput input : message.getInputsList()) {
      inputs.put(
          input.getStage(),
          input.getWorkersList().stream().map(WireMessages::fromMessage).toList());
    }
    return new TaskRequest(
        fromMessage(message.getId()),
        message.getTaskCount(),
        BufferInternal.buffer(Unpooled.wrappedBuffer(message.getPlan().toByteArray())),
        inputs,
        message.getSettingsMap(),
        message.getDeadlineMillis(),
        new FilterExchange(
            Set.copyOf(message.getPublishedFiltersList()),
            Set.copyOf(message.getAwaitedFiltersList())),
        new TaskRequest.Reply(
            message.getCoordinatorId(), message.getStatusAddress(), message.getProfiled()));
  }

  static RuntimeFilterMessage toMessage(FilterPart part) {
    RuntimeFilterMessage.Builder builder =
        RuntimeFilterMessage.newBuilder().setFilter(part.filter());
    part.keys().ifPresent(keys -> builder.setKeys(UnsafeByteOperations.unsafeWrap(keys.encode())));
    return builder.build();
  }

  static FilterPart fromMessage(RuntimeFilterMessage message) {
    try {
      return new FilterPart(
          message.getFilter(),
          message.hasKeys()
              ? Optional.of(RuntimeFilter.decode(message.getKeys().toByteArray()))
              : Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new SluiceException(ErrorCode.EXCHANGE_ERROR, "A runtime filter makes no sense", e);
    }
  }

  static TaskProfileMessage toMessage(TaskProfile profile) {
    TaskProfileMessage.Builder builder =
        TaskProfileMessage.newBuilder().setOutput(toMessage(profile.output()));
    profile.operators().forEach(operator -> builder.addOperators(toMessage(operator)));
    return builder.build();
  }

  static TaskProfile fromMessage(TaskProfileMessage message) {
    return new TaskProfile(
        message.getOperatorsList().stream().map(WireMessages::fromMessage).toList(),
        fromMessage(message.getOutput()));
  }

  private static MetricsMessage toMessage(MetricValues metrics) {
    MetricsMessage.Builder builder = MetricsMessage.newBuilder();
    metrics.values().forEach((metric, value) -> builder.putValues(metric.number(), value));
    return builder.build();
  }

  private static MetricValues fromMessage(MetricsMessage message) {
    Map<OperatorMetric, Long> values = new EnumMap<>(OperatorMetric.class);
    message
        .getValuesMap()
        .forEach((number, value) ->
            OperatorMetric.ofNumber(number).ifPresent(metric -> values.put(metric, value)));
    return new MetricValues(values);
  }

  private static WorkerInfoMessage toMessage(WorkerInfo worker) {
    return WorkerInfoMessage.newBuilder()
        .setId(worker.id())
        .setHost(worker.host())
        .setPort(worker.port())
        .setDriverThreads(worker.driverThreads())
        .setFingerprint(worker.fingerprint())
        .build();
  }

  private static WorkerInfo fromMessage(WorkerInfoMessage message) {
    return new WorkerInfo(
        message.getId(),
        message.getHost(),
        message.getPort(),
        message.getDriverThreads(),
        message.getFingerprint());
  }
}
