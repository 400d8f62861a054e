package io.sluice.coordinator;

import io.sluice.coordinator.message.QueryFailure;
import io.sluice.error.ErrorInfo;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * How far a query is. Only what was counted is told: tasks count what they read when the query runs with {@code query.progress_interval}, and tell it at that interval
 * and at their end.
 *
 * @param workerCount how many workers have tasks of it
 * @param taskCount how many tasks it has, with that of the coordinator; 0 while it is planned
 * @param endedTaskCount how many of them have told that they have ended
 * @param readRows rows that its scans gave
 * @param readBytes bytes that its scans read of files
 * @param failure why it has failed
 */
public record QueryProgress(
    State state,
    int workerCount,
    int taskCount,
    int endedTaskCount,
    long readRows,
    long readBytes,
    Optional<ErrorInfo> failure) {
  /** How far a query is as a whole. */
  public enum State {
    PLANNING,
    RUNNING,
    FINISHED,
    FAILED
  }

  static final QueryProgress PLANNING =
      new QueryProgress(State.PLANNING, 0, 0, 0, 0, 0, Optional.empty());

  /** Whether all that the query has read is counted. */
  public boolean isWhole() {
    return taskCount > 0 && endedTaskCount == taskCount;
  }

  /** An object of these fields; {@code failure} as a {@link QueryFailure} writes it, only when there is one. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject()
        .put("state", state.name())
        .put("workerCount", workerCount)
        .put("taskCount", taskCount)
        .put("endedTaskCount", endedTaskCount)
        .put("readRows", readRows)
        .put("readBytes", readBytes);
    failure.ifPresent(error -> json.put("failure", new QueryFailure(error).toJson()));
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static QueryProgress ofJson(JsonObject json) {
    try {
      return new QueryProgress(
          State.valueOf(json.getString("state", "")),
          json.getInteger("workerCount", 0),
          json.getInteger("taskCount", 0),
          json.getInteger("endedTaskCount", 0),
          json.getLong("readRows", 0L),
          json.getLong("readBytes", 0L),
          Optional.ofNullable(json.getJsonObject("failure"))
              .map(QueryFailure::ofJson)
              .map(ErrorInfo::of));
    } catch (ClassCastException e) {
      throw new IllegalArgumentException("No progress of a query: " + json.encode(), e);
    }
  }
}
