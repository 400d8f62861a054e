package io.sluice.exchange;

import io.sluice.error.ErrorInfo;
import io.sluice.plan.TaskId;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * What a worker tells the coordinator of a task, sent to the status address of its request.
 *
 * @param error why it failed, or was cancelled
 */
public record TaskStatus(TaskId id, State state, Optional<ErrorInfo> error) {
  /** How far a task is. */
  public enum State {
    RUNNING,
    FINISHED,
    FAILED,
    CANCELLED
  }

  public Buffer encode() {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads what {@link #encode()} wrote.
   *
   * @throws io.sluice.error.SluiceException of code INCOMPATIBLE_WORKER or EXCHANGE_ERROR
   */
  public static TaskStatus decode(Buffer bytes) {
    throw new UnsupportedOperationException(bytes.toString());
  }
}
