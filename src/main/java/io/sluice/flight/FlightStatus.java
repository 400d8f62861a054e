package io.sluice.flight;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.StatusException;

/**
 * What a client learns of a failure.
 *
 * @param message of one line, with code and position where the failure is one of the engine's
 */
record FlightStatus(GrpcStatus status, String message) {
  static FlightStatus of(Throwable failure) {
    if (failure instanceof StatusException refused) {
      String message = refused.message();
      return new FlightStatus(
          refused.status(), message == null ? refused.status().name() : message);
    }
    SluiceException error = SluiceException.of(failure);
    return new FlightStatus(status(error.code()), error.describe());
  }

  private static GrpcStatus status(ErrorCode code) {
    return switch (code) {
      case SYNTAX_ERROR,
          TYPE_MISMATCH,
          INVALID_ARGUMENT,
          INVALID_OPTION,
          NUMERIC_OVERFLOW,
          DIVISION_BY_ZERO,
          INVALID_CAST,
          INVALID_REQUEST,
          SEMANTIC_ERROR,
          INVALID_FILE -> GrpcStatus.INVALID_ARGUMENT;
      case TABLE_NOT_FOUND, COLUMN_NOT_FOUND, FUNCTION_NOT_FOUND, CURSOR_CLOSED ->
        GrpcStatus.NOT_FOUND;
      case ALREADY_EXISTS -> GrpcStatus.ALREADY_EXISTS;
      case CONSTRAINT_VIOLATION -> GrpcStatus.FAILED_PRECONDITION;
      case NOT_SUPPORTED -> GrpcStatus.UNIMPLEMENTED;
      case MEMORY_LIMIT, TOO_MANY_QUERIES, RESULT_TOO_LARGE, SPILL_LIMIT ->
        GrpcStatus.RESOURCE_EXHAUSTED;
      case QUERY_TIMEOUT -> GrpcStatus.DEADLINE_EXCEEDED;
      case NO_WORKERS,
          IO_ERROR,
          WORKER_LOST,
          COORDINATOR_LOST,
          EXCHANGE_ERROR,
          INCOMPATIBLE_WORKER -> GrpcStatus.UNAVAILABLE;
      case INTERNAL_ERROR -> GrpcStatus.INTERNAL;
      case CANCELLED -> GrpcStatus.CANCELLED;
    };
  }

  static StatusException unauthenticated(String message) {
    return new StatusException(GrpcStatus.UNAUTHENTICATED, message);
  }

  static StatusException invalid(String message) {
    return new StatusException(GrpcStatus.INVALID_ARGUMENT, message);
  }

  static StatusException notFound(String message) {
    return new StatusException(GrpcStatus.NOT_FOUND, message);
  }

  static StatusException unimplemented(String message) {
    return new StatusException(GrpcStatus.UNIMPLEMENTED, message);
  }
}
