package io.sluice.client;

import io.sluice.config.NodeConfig;
import io.sluice.coordinator.BatchPages;
import io.sluice.coordinator.Coordinator;
import io.sluice.coordinator.QueryResult;
import io.sluice.coordinator.SessionResult;
import io.sluice.coordinator.message.PageHeader;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a result of a coordinator in this process page by page: the next one when the last is consumed. */
final class LocalReader implements PageSource {
  private final Vertx vertx;
  private final Context context;
  private final Coordinator coordinator;
  private final NodeConfig node;
  private final SluiceClientOptions options;
  private final QueryRequest request;
  private final QueryId id;
  private final Listener listener;

  private @Nullable Future<QueryResult> running;
  private @Nullable BatchPages pages;
  private boolean isOver;

  LocalReader(
      Vertx vertx,
      Context context,
      Coordinator coordinator,
      NodeConfig node,
      SluiceClientOptions options,
      QueryRequest request,
      Listener listener) {
    this.vertx = vertx;
    this.context = context;
    this.coordinator = coordinator;
    this.node = node;
    this.options = options;
    this.request = request;
    this.id = request.queryId().orElseThrow();
    this.listener = listener;
  }

  @Override
  public void start() {
    if (isOver) {
      return;
    }
    Future<QueryResult> query;
    try {
      query = SessionResult.run(coordinator, id, request);
    } catch (SluiceException refused) {
      query = Future.failedFuture(refused);
    }
    running = query;
    query.onComplete(result -> context.runOnContext(turn -> opened(result)));
  }

  private void opened(AsyncResult<QueryResult> opened) {
    if (isOver) {
      return;
    }
    if (opened.failed()) {
      isOver = true;
      listener.onFailure(SluiceException.of(opened.cause()));
      return;
    }
    QueryResult result = opened.result();
    long maxRows = request.maxRows().isPresent() ? request.maxRows().getAsInt() : Long.MAX_VALUE;
    pages = new BatchPages(vertx, node, result, maxRows, options.getFetchRows());
    consumed();
  }

  @Override
  public void consumed() {
    BatchPages source = pages;
    if (!isOver && source != null) {
      source.next().onComplete(page -> context.runOnContext(turn -> arrived(page)));
    }
  }

  private void arrived(AsyncResult<BatchPages.Page> arrived) {
    if (isOver) {
      return;
    }
    if (arrived.failed()) {
      isOver = true;
      close()
          .onComplete(closed -> context.runOnContext(
              turn -> listener.onFailure(SluiceException.of(arrived.cause()))));
      return;
    }
    BatchPages.Page page = arrived.result();
    if (page.isEnd()) {
      isOver = true;
      close().onComplete(closed -> context.runOnContext(turn -> listener.onPage(page(page))));
    } else {
      listener.onPage(page(page));
    }
  }

  private Page page(BatchPages.Page page) {
    PageHeader header = new PageHeader(
        id,
        page.offset(),
        page.batch().rowCount(),
        page.isEnd(),
        page.isTruncated(),
        Optional.empty());
    return new Page(header, page.batch().schema(), List.of(page.batch()));
  }

  @Override
  public Future<Void> cancel() {
    if (isOver) {
      return Future.succeededFuture();
    }
    isOver = true;
    coordinator.cancel(id);
    return close();
  }

  private Future<Void> close() {
    Future<QueryResult> query = running;
    return query == null
        ? Future.succeededFuture()
        : query.compose(QueryResult::close).otherwiseEmpty();
  }
}
