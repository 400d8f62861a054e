package io.sluice.exchange;

import io.sluice.error.ErrorCode;
import io.sluice.error.ErrorInfo;
import io.sluice.error.SluiceException;
import io.sluice.exchange.proto.TaskStatusMessage;
import io.sluice.metrics.TaskProfile;
import io.sluice.plan.TaskId;
import io.sluice.plan.runtimefilter.FilterPart;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/**
 * What a worker tells the coordinator of a task, sent to the status address of its request.
 *
 * @param error why it failed, or was cancelled
 * @param profile what its operators counted, if the request asked for it and the task is over
 * @param filters runtime filters for other stages that are complete as far as the task knows
 */
public record TaskStatus(
    TaskId id,
    State state,
    Optional<ErrorInfo> error,
    Optional<TaskProfile> profile,
    List<FilterPart> filters) {
  public TaskStatus {
    filters = List.copyOf(filters);
  }

  /** How far a task is. */
  public enum State {
    RUNNING,
    FINISHED,
    FAILED,
    CANCELLED
  }

  public Buffer encode() {
    TaskStatusMessage.Builder builder = TaskStatusMessage.newBuilder()
        .setProtocolVersion(WireMessages.PROTOCOL_VERSION)
        .setId(WireMessages.toMessage(id))
        .setState(
            switch (state) {
              case RUNNING -> TaskStatusMessage.State.RUNNING;
              case FINISHED -> TaskStatusMessage.State.FINISHED;
              case FAILED -> TaskStatusMessage.State.FAILED;
              case CANCELLED -> TaskStatusMessage.State.CANCELLED;
            });
    error.ifPresent(cause -> builder.setError(WireMessages.toMessage(cause)));
    filters.forEach(filter -> builder.addFilters(WireMessages.toMessage(filter)));
    profile.ifPresent(counted -> builder.setProfile(WireMessages.toMessage(counted)));
    return WireMessages.toBuffer(builder.build());
  }

  /**
   * Reads what {@link #encode()} wrote.
   *
   * @throws io.sluice.error.SluiceException of code INCOMPATIBLE_WORKER or EXCHANGE_ERROR
   */
  public static TaskStatus decode(Buffer bytes) {
    TaskStatusMessage message = WireMessages.parse(TaskStatusMessage.parser(), bytes);
    WireMessages.checkVersion(message.getProtocolVersion());
    return new TaskStatus(
        WireMessages.fromMessage(message.getId()),
        switch (message.getState()) {
          case RUNNING -> State.RUNNING;
          case FINISHED -> State.FINISHED;
          case FAILED -> State.FAILED;
          case CANCELLED -> State.CANCELLED;
          case UNKNOWN, UNRECOGNIZED ->
            throw new SluiceException(
                ErrorCode.EXCHANGE_ERROR, "A task's status has no state this version knows");
        },
        message.hasError()
            ? Optional.of(WireMessages.fromMessage(message.getError()))
            : Optional.empty(),
        message.hasProfile()
            ? Optional.of(WireMessages.fromMessage(message.getProfile()))
            : Optional.empty(),
        message.getFiltersList().stream().map(WireMessages::fromMessage).toList());
  }
}
