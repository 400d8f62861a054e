package io.sluice.web;

import io.sluice.coordinator.message.QueryFailure;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.http.HttpServerResponse;

/** Responses that tell of a failure, with the JSON of a {@link QueryFailure}. */
final class Failures {
  private Failures() {}

  static void respond(HttpServerResponse response, SluiceException failure) {
    respond(response, HttpStatus.of(failure), failure);
  }

  static void refuse(HttpServerResponse response, int status, String message) {
    respond(response, status, new SluiceException(ErrorCode.INVALID_REQUEST, message));
  }

  private static void respond(HttpServerResponse response, int status, SluiceException failure) {
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(QueryFailure.of(failure).toJson().toBuffer().appendString("\n"));
  }
}
