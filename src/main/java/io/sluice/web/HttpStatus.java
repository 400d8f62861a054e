package io.sluice.web;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;

/** The status of a response that tells of a failure. */
final class HttpStatus {
  static final int OK = 200;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int NOT_ACCEPTABLE = 406;
  static final int PAYLOAD_TOO_LARGE = 413;
  static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int INTERNAL_SERVER_ERROR = 500;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;

  private HttpStatus() {}

  static int of(SluiceException failure) {
    if (failure.code() == ErrorCode.TOO_MANY_QUERIES) {
      return TOO_MANY_REQUESTS;
    }
    if (failure.code() == ErrorCode.QUERY_TIMEOUT) {
      return GATEWAY_TIMEOUT;
    }
    return switch (failure.kind()) {
      case USER -> BAD_REQUEST;
      case RESOURCES, EXTERNAL -> SERVICE_UNAVAILABLE;
      case CANCELLED -> CONFLICT;
      case INTERNAL -> INTERNAL_SERVER_ERROR;
    };
  }
}
