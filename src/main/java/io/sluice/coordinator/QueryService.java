package io.sluice.coordinator;

import io.sluice.coordinator.message.PageHeader;
import io.sluice.coordinator.message.QueryFailure;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.coordinator.message.ReplyForm;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries on the event bus: requests at one address, cancellations and questions for the progress of queries, which every coordinator hears, at the same with {@code .cancel} or {@code .progress} behind it, fetches at that of a
 * cursor. Thread-safe.
 */
final class QueryService {
  private final Vertx vertx;
  private final Coordinator coordinator;
  private final QueryBounds bounds;
  private final Cursors cursors;
  private final String address;
  private final List<MessageConsumer<Object>> consumers = new ArrayList<>();

  /** Requests that have come and have no reply yet, also while no part of them runs as a query. */
  private final Set<QueryId> unanswered = ConcurrentHashMap.newKeySet();

  /**
   * @param address where requests are sent
   */
  QueryService(Vertx vertx, Coordinator coordinator, String address, QueryBounds bounds) {
    this.vertx = vertx;
    this.coordinator = coordinator;
    this.address = address;
    this.bounds = bounds;
    this.cursors = new Cursors(vertx, address + ".cursor.", bounds);
  }

  /** Completes when all members of the cluster can reach the address. */
  Future<Void> listen() {
    consumers.add(vertx.eventBus().consumer(address, this::answer));
    consumers.add(vertx.eventBus().consumer(address + ".cancel", this::cancel));
    consumers.add(vertx.eventBus().consumer(address + ".progress", this::tellProgress));
    return Future.all(consumers.stream().map(MessageConsumer::completion).toList())
        .mapEmpty();
  }

  /** Ends all cursors. */
  Future<Void> close() {
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
        .eventually(cursors::close)
        .mapEmpty();
  }

  private void answer(Message<Object> message) {
    try {
      QueryRequest request = QueryRequest.fromBody(message.body());
      QueryId id = request.queryId().orElseGet(coordinator::newQueryId);
      Future<QueryResult> running = SessionResult.run(coordinator, id, request);
      unanswered.add(id);
      running
          .onSuccess(result ->
              reply(message, request, result).onComplete(replied -> unanswered.remove(id)))
          .onFailure(failure -> {
            QueryFailure.of(failure).replyTo(message);
            unanswered.remove(id);
          });
    } catch (SluiceException refused) {
      QueryFailure.of(refused).replyTo(message);
    }
  }

  private Future<Void> reply(Message<Object> message, QueryRequest request, QueryResult result) {
    return (request.form().isPaged()
            ? replyPage(message, request, result)
            : replyWhole(message, request, result))
        .onFailure(failure ->
            result.close().onComplete(closed -> QueryFailure.of(failure).replyTo(message)));
  }

  private Future<Void> replyWhole(
      Message<Object> message, QueryRequest request, QueryResult result) {
    ResultPages pages = new ResultPages(
        result, request.maxRows().orElse(bounds.maxRows()), ResultPages.Patience.ENDLESS);
    ReplyPage page =
        ReplyPage.begin(request.form().encoding(), result.schema(), true, bounds.whole());
    return pages
        .fill(page)
        .compose(filled -> result.close())
        .onSuccess(closed -> page.replyWhole(
            message, PageHeader.whole(result.id(), page.rowCount(), pages.isTruncated())));
  }

  private Future<Void> replyPage(
      Message<Object> message, QueryRequest request, QueryResult result) {
    ReplyForm form = request.form();
    int maxRows = request.maxRows().orElse(-1);
    ResultPages pages = new ResultPages(
        result,
        maxRows < 0 ? Long.MAX_VALUE : maxRows,
        ResultPages.Patience.of(vertx, bounds.fetchWaitMillis()));
    ReplyPage page = ReplyPage.begin(
        form.encoding(),
        result.schema(),
        true,
        bounds.page(form.fetchRows().orElse(bounds.fetchRows())));
    return pages
        .fill(page)
        .compose(filled -> pages.isEnd()
            ? result.close().map(closed -> Optional.<PageHeader.Cursor>empty())
            : cursors
                .open(coordinator.newQueryId().toString(), pages, form.encoding())
                .map(Optional::of))
        .onSuccess(cursor -> page.replyPage(
            message,
            new PageHeader(
                result.id(), 0, page.rowCount(), cursor.isEmpty(), pages.isTruncated(), cursor)))
        .mapEmpty();
  }

  /** Every coordinator hears the question; the one that knows the query answers to the address in it. */
  private void tellProgress(Message<Object> message) {
    Optional<QueryId> id = queryId(message.body());
    if (id.isPresent()
        && message.body() instanceof JsonObject body
        && body.getValue("replyAddress") instanceof String replyAddress) {
      Optional<QueryProgress> known = coordinator.progress(id.get());
      known
          .or(() -> unanswered.contains(id.get())
              ? Optional.of(QueryProgress.PLANNING)
              : Optional.empty())
          .ifPresent(progress -> vertx
              .eventBus()
              .send(replyAddress, progress.toJson().put("queryId", id.get().toString())));
    }
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
