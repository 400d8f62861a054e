package io.sluice.coordinator;

import io.sluice.coordinator.message.QueryFailure;
import io.sluice.coordinator.message.QueryReply;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries on the event bus: requests at one address, cancellations, which every coordinator hears, at the same with {@code .cancel} behind it. Thread-safe.
 */
final class QueryService {
  private final Vertx vertx;
  private final Coordinator coordinator;
  private final Bounds bounds;
  private final List<MessageConsumer<Object>> consumers = new ArrayList<>();

  /**
   * What a reply may hold.
   *
   * @param defaultMaxRows when the request does not say
   */
  record Bounds(int defaultMaxRows, long maxBytes) {}

  /**
   * @param bounds of replies
   */
  QueryService(Vertx vertx, Coordinator coordinator, Bounds bounds) {
    this.vertx = vertx;
    this.coordinator = coordinator;
    this.bounds = bounds;
  }

  /** Completes when all members of the cluster can reach the address. */
  Future<Void> listen(String address) {
    consumers.add(vertx.eventBus().consumer(address, this::answer));
    consumers.add(vertx.eventBus().consumer(address + ".cancel", this::cancel));
    return Future.all(consumers.stream().map(MessageConsumer::completion).toList())
        .mapEmpty();
  }

  Future<Void> close() {
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
        .mapEmpty();
  }

  private void answer(Message<Object> message) {
    try {
      QueryRequest request = QueryRequest.fromBody(message.body());
      QueryId id = request.queryId().orElseGet(coordinator::newQueryId);
      Session session = coordinator.newSession();
      for (Map.Entry<String, String> setting : request.settings().entrySet()) {
        session.set(setting.getKey(), setting.getValue());
      }
      Future<QueryReply> answer = request.explain()
          ? coordinator
              .explain(session, request.sql(), request.parameters())
              .map(text -> planReply(id, text))
          : coordinator
              .execute(id, session, request.sql(), request.parameters())
              .compose(
                  result -> collect(result, request.maxRows().orElse(bounds.defaultMaxRows())));
      answer
          .onComplete(ended -> coordinator.endSession(session))
          .onSuccess(reply -> message.reply(reply.toJson()))
          .onFailure(failure -> QueryFailure.of(failure).replyTo(message));
    } catch (SluiceException refused) {
      QueryFailure.of(refused).replyTo(message);
    }
  }

  /** The lines of a plan's text as rows. */
  private static QueryReply planReply(QueryId id, String text) {
    Schema schema = Schema.of(new Field("plan", DataType.VARCHAR, false));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    text.lines().forEach(line -> rows.add(List.of(line)));
    return new QueryReply(id, schema, rows, false);
  }

  private Future<QueryReply> collect(QueryResult result, int maxRows) {
    ReplyRows rows = new ReplyRows(maxRows, bounds.maxBytes());
    return BatchLoop.forEach(result, rows::append)
        .eventually(result::close)
        .map(done -> new QueryReply(result.id(), result.schema(), rows.rows(), rows.isTruncated()));
  }

  private void cancel(Message<Object> message) {
    Optional<QueryId> id = queryId(message.body());
    if (id.isEmpty()) {
      QueryFailure.of(new SluiceException(
              ErrorCode.INVALID_REQUEST,
              "A cancellation must be {\"queryId\": \"<32 hexadecimal digits>\"}"))
          .replyTo(message);
      return;
    }
    boolean isCancelled = coordinator.cancel(id.get());
    if (message.replyAddress() != null) {
      message.reply(
          new JsonObject().put("queryId", id.get().toString()).put("cancelled", isCancelled));
    }
  }

  private static Optional<QueryId> queryId(@Nullable Object body) {
    try {
      return body instanceof JsonObject json && json.getValue("queryId") instanceof String text
          ? Optional.of(QueryId.parse(text))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
