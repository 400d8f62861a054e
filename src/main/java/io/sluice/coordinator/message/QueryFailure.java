package io.sluice.coordinator.message;

import io.sluice.error.ErrorCode;
import io.sluice.error.ErrorInfo;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a query: a {@link ReplyException} whose failure code is the number of the {@link ErrorCode} and whose message is
 * {@code {"code": "TABLE_NOT_FOUND", "number": 2, "kind": "USER", "message": "...", "line": 1, "column": 15, "causes": [...]}}; line and column only where a
 * place in the statement is at fault, causes only where there are some.
 */
public record QueryFailure(ErrorInfo error) {
  public static QueryFailure of(Throwable failure) {
    return new QueryFailure(ErrorInfo.of(failure));
  }

  /** Answers a request with this failure. */
  public void replyTo(Message<?> request) {
    request.fail(error.code().number(), toJson().encode());
  }

  public JsonObject toJson() {
    JsonObject json = new JsonObject()
        .put("code", error.code().name())
        .put("number", error.code().number())
        .put("kind", error.code().kind().name())
        .put("message", error.message());
    Position position = error.position();
    if (position != null) {
      json.put("line", position.line()).put("column", position.column());
    }
    if (!error.causes().isEmpty()) {
      json.put("causes", new JsonArray(error.causes()));
    }
    return json;
  }

  /** The exception for a request that failed, whether the coordinator answered with a failure or did not answer at all. */
  public static SluiceException toException(Throwable failure, String address) {
    if (!(failure instanceof ReplyException reply)) {
      return SluiceException.of(failure);
    }
    ReplyFailure type = reply.failureType();
    if (type == ReplyFailure.RECIPIENT_FAILURE) {
      return fromText(reply.failureCode(), reply.getMessage());
    }
    String message = type == ReplyFailure.NO_HANDLERS
        ? "No coordinator listens at '" + address + "'; is one up in this cluster?"
        : type == ReplyFailure.TIMEOUT
            ? "The coordinator at '" + address + "' did not answer in time"
            : "The query could not be sent to '" + address + "': " + reply.getMessage();
    return new SluiceException(ErrorCode.COORDINATOR_LOST, message, reply);
  }

  private static SluiceException fromText(int number, @Nullable String text) {
    try {
      return ofJson(new JsonObject(String.valueOf(text)), number);
    } catch (DecodeException | ClassCastException e) {
      return new SluiceException(ErrorCode.ofNumber(number), String.valueOf(text), e);
    }
  }

  /**
   * The exception that {@link #toJson} wrote.
   *
   * @throws ClassCastException when a field is of another type
   */
  public static SluiceException ofJson(JsonObject json) {
    return ofJson(json, ErrorCode.INTERNAL_ERROR.number());
  }

  private static SluiceException ofJson(JsonObject json, int number) {
    Integer line = json.getInteger("line");
    Integer column = json.getInteger("column");
    Position position = line == null || column == null ? null : new Position(line, column);
    List<String> causes = json.getJsonArray("causes", new JsonArray()).stream()
        .map(String::valueOf)
        .toList();
    ErrorCode code = ErrorCode.ofNumber(json.getInteger("number", number));
    return new ErrorInfo(code, json.getString("message", json.encode()), position, causes)
        .toException();
  }
}
