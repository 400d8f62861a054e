package io.sluice.exchange;

import io.sluice.error.ErrorCode;
import io.sluice.error.ErrorInfo;
import io.sluice.error.SluiceException;
import io.sluice.exchange.proto.AddRuntimeFilter;
import io.sluice.exchange.proto.CancelQuery;
import io.sluice.exchange.proto.StartTasks;
import io.sluice.exchange.proto.WorkerReply;
import io.sluice.exchange.proto.WorkerRequest;
import io.sluice.extension.TaskRequest;
import io.sluice.extension.WorkerChannel;
import io.sluice.plan.QueryId;
import io.sluice.plan.runtimefilter.FilterPart;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;

/** Requests to a worker as bytes, whatever carries them: written by its clients, carried out where the worker is. */
final class WorkerRequests {
  private WorkerRequests() {}

  static Buffer startTasks(List<TaskRequest> requests) {
    return WireMessages.toBuffer(WorkerRequest.newBuilder()
        .setProtocolVersion(WireMessages.PROTOCOL_VERSION)
        .setStartTasks(StartTasks.newBuilder()
            .addAllTasks(requests.stream().map(WireMessages::toMessage).toList()))
        .build());
  }

  static Buffer cancelQuery(QueryId query, ErrorInfo reason) {
    return WireMessages.toBuffer(WorkerRequest.newBuilder()
        .setProtocolVersion(WireMessages.PROTOCOL_VERSION)
        .setCancelQuery(CancelQuery.newBuilder()
            .setQueryHigh(query.high())
            .setQueryLow(query.low())
            .setReason(WireMessages.toMessage(reason)))
        .build());
  }

  static Buffer addRuntimeFilter(QueryId query, Set<Integer> stages, FilterPart filter) {
    return WireMessages.toBuffer(WorkerRequest.newBuilder()
        .setProtocolVersion(WireMessages.PROTOCOL_VERSION)
        .setAddRuntimeFilter(AddRuntimeFilter.newBuilder()
            .setQueryHigh(query.high())
            .setQueryLow(query.low())
            .addAllStages(stages)
            .setFilter(WireMessages.toMessage(filter)))
        .build());
  }

  /** Carries a request out. Never fails: an error is in the reply. */
  static Future<Buffer> handle(Buffer bytes, WorkerChannel worker) {
    Future<Void> done;
    try {
      done = dispatch(WireMessages.parse(WorkerRequest.parser(), bytes), worker);
    } catch (RuntimeException e) {
      done = Future.failedFuture(e);
    }
    return done.map(nothing -> WireMessages.toBuffer(reply().build()))
        .otherwise(failure -> WireMessages.toBuffer(
            reply().setError(WireMessages.toMessage(ErrorInfo.of(failure))).build()));
  }

  private static WorkerReply.Builder reply() {
    return WorkerReply.newBuilder().setProtocolVersion(WireMessages.PROTOCOL_VERSION);
  }

  private static Future<Void> dispatch(WorkerRequest request, WorkerChannel worker) {
    WireMessages.checkVersion(request.getProtocolVersion());
    return switch (request.getRequestCase()) {
      case START_TASKS ->
        worker.startTasks(request.getStartTasks().getTasksList().stream()
            .map(WireMessages::fromMessage)
            .toList());
      case CANCEL_QUERY -> {
        CancelQuery cancel = request.getCancelQuery();
        yield worker.cancelQuery(
            new QueryId(cancel.getQueryHigh(), cancel.getQueryLow()),
            WireMessages.fromMessage(cancel.getReason()));
      }
      case ADD_RUNTIME_FILTER -> {
        AddRuntimeFilter add = request.getAddRuntimeFilter();
        yield worker.addRuntimeFilter(
            new QueryId(add.getQueryHigh(), add.getQueryLow()),
            Set.copyOf(add.getStagesList()),
            WireMessages.fromMessage(add.getFilter()));
      }
      case REQUEST_NOT_SET ->
        throw new SluiceException(
            ErrorCode.INCOMPATIBLE_WORKER,
            "A node sent a request this version does not know; run the same version on all nodes");
    };
  }

  /** What a reply says. */
  static Future<Void> readReply(Buffer bytes) {
    WorkerReply reply = WireMessages.parse(WorkerReply.parser(), bytes);
    if (reply.hasError()) {
      return Future.failedFuture(WireMessages.fromMessage(reply.getError()).toException());
    }
    WireMessages.checkVersion(reply.getProtocolVersion());
    return Future.succeededFuture();
  }
}
