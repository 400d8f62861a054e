package io.sluice.coordinator.message;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a client asks of a cursor. */
public sealed interface CursorRequest {
  /**
   * The next page: {@code {"fetch": n}}.
   *
   * @param rows how many it may hold; with 0 it is empty and comes at once, to keep the cursor alive
   */
  record Fetch(int rows) implements CursorRequest {}

  /** The end of the query: {@code {"cancel": true}}. */
  record Cancel() implements CursorRequest {}

  default JsonObject toJson() {
    return this instanceof Fetch fetch
        ? new JsonObject().put("fetch", fetch.rows())
        : new JsonObject().put("cancel", true);
  }

  /**
   * Reads the body of a message.
   *
   * @throws SluiceException of code INVALID_REQUEST
   */
  static CursorRequest fromBody(@Nullable Object body) {
    if (body instanceof JsonObject json && json.size() == 1) {
      if (json.getValue("fetch") instanceof Integer rows && rows >= 0) {
        return new Fetch(rows);
      }
      if (Boolean.TRUE.equals(json.getValue("cancel"))) {
        return new Cancel();
      }
    }
    throw new SluiceException(
        ErrorCode.INVALID_REQUEST,
        "A message to a cursor must be {\"fetch\": <rows>} or {\"cancel\": true}, but its body was "
            + (body instanceof JsonObject json ? json.encode() : String.valueOf(body)));
  }
}
