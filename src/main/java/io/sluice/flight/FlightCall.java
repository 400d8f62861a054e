package io.sluice.flight;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * A call of a client, which is answered once. Owned by the event loop of its connection.
 *
 * @param <Q> its messages
 * @param <A> the messages of its answer
 */
final class FlightCall<Q, A> {
  private final GrpcServerResponse<Q, A> response;
  private final Context context;
  private @Nullable FlightSession session;
  private volatile boolean isOver;
  private @Nullable Runnable onOver;
  private @Nullable Runnable onLost;

  FlightCall(GrpcServerRequest<Q, A> request, Context context) {
    this.response = request.response();
    this.context = context;
    request.exceptionHandler(failure -> lost());
    request.errorHandler(cancelled -> lost());
    response.exceptionHandler(failure -> lost());
  }

  /** Says whose call it is. */
  void enter(FlightSession clientSession) {
    session = clientSession;
  }

  FlightSession session() {
    return requireNonNull(session, "the client was not let in");
  }

  /** Calls when the call has ended in any way; at once if it has already. */
  void onOver(Runnable action) {
    if (isOver) {
      action.run();
    } else {
      onOver = action;
    }
  }

  /** Calls when the client has cancelled the call or gone before it was answered. */
  void onLost(Runnable action) {
    if (isOver) {
      action.run();
    } else {
      onLost = action;
    }
  }

  private void lost() {
    if (!isOver) {
      over();
      Runnable action = onLost;
      if (action != null) {
        action.run();
      }
    }
  }

  /** Whether the call was answered, or its client has cancelled it or gone. To be asked on any thread. */
  boolean isOver() {
    return isOver;
  }

  private void over() {
    if (isOver) {
      return;
    }
    isOver = true;
    Runnable action = onOver;
    if (action != null) {
      action.run();
    }
  }

  void write(A message) {
    if (!isOver) {
      response.write(message);
    }
  }

  boolean isWriteQueueFull() {
    return response.writeQueueFull();
  }

  void onDrained(Runnable action) {
    response.drainHandler(drained -> {
      response.drainHandler(null);
      action.run();
    });
  }

  void end() {
    if (!isOver) {
      response.end();
      over();
    }
  }

  /** Answers with one message when it is there, or with the failure. */
  void answer(Future<A> answer) {
    answer.onComplete(done -> context.runOnContext(ignored -> {
      if (answer.succeeded()) {
        write(answer.result());
        end();
      } else {
        fail(answer.cause());
      }
    }));
  }

  void fail(Throwable failure) {
    if (!isOver) {
      refuse(response, failure);
      over();
    }
  }

  /** Ends a call with the status of a failure. */
  static void refuse(GrpcServerResponse<?, ?> response, Throwable failure) {
    FlightStatus status = FlightStatus.of(failure);
    response.status(status.status()).statusMessage(status.message()).end();
  }
}
