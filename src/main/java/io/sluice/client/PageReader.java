package io.sluice.client;

import io.sluice.coordinator.message.CursorRequest;
import io.sluice.coordinator.message.PageHeader;
import io.sluice.coordinator.message.QueryFailure;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Reads one result page by page: asks for the first when it is started, and for the next ones while less than some are on their way or not consumed. Meanwhile it asks now and then
 * whether any coordinator has the query, and between pages tells its coordinator that somebody reads on, which is how it notices that the coordinator is gone. All on one context.
 */
final class PageReader implements PageSource {
  private static final int SIGNS_OF_LIFE_PER_TIMEOUT = 3;

  private final Vertx vertx;
  private final Context context;
  private final SluiceClientOptions options;
  private final QueryRequest request;
  private final QueryId queryId;
  private final Listener listener;
  private final Promise<Void> firstAnswer = Promise.promise();

  private PageHeader.@Nullable Cursor cursor;
  private int fetching;
  private int unconsumed;
  private long received;
  private boolean isOver;
  private boolean isStarted;
  private boolean isAsking;
  private long signOfLifeTimer = -1;

  /**
   * @param request with a query id, for pages of Arrow's format
   */
  PageReader(
      Vertx vertx,
      Context context,
      SluiceClientOptions options,
      QueryRequest request,
      Listener listener) {
    this.vertx = vertx;
    this.context = context;
    this.options = options;
    this.request = request;
    this.queryId = request.queryId().orElseThrow();
    this.listener = listener;
  }

  @Override
  public void start() {
    if (isOver) {
      return;
    }
    isStarted = true;
    long interval = Math.max(1, options.getSignOfLifeTimeoutMillis() / SIGNS_OF_LIFE_PER_TIMEOUT);
    signOfLifeTimer =
        vertx.setPeriodic(interval, due -> context.runOnContext(turn -> askForQuery()));
    send(options.getAddress(), request.toJson(), options.getTimeoutMillis()).onComplete(reply -> {
      first(reply);
      firstAnswer.complete();
    });
  }

  private Future<Message<Object>> send(String address, JsonObject body, long timeoutMillis) {
    Promise<Message<Object>> answered = Promise.promise();
    vertx
        .eventBus()
        .<Object>request(address, body, new DeliveryOptions().setSendTimeout(timeoutMillis))
        .onComplete(reply -> context.runOnContext(turn -> answered.handle(reply)));
    return answered.future();
  }

  /** Before there is a reply nobody knows which coordinator has the query, so all are asked. */
  private void askForQuery() {
    if (isOver || isAsking || firstAnswer.future().isComplete()) {
      return;
    }
    isAsking = true;
    ProgressQuestion.ask(vertx, options.getAddress(), queryId, options.getSignOfLifeTimeoutMillis())
        .onComplete(answer -> context.runOnContext(turn -> {
          isAsking = false;
          if (answer.succeeded()
              && answer.result().isEmpty()
              && !firstAnswer.future().isComplete()) {
            fail(new SluiceException(
                ErrorCode.COORDINATOR_LOST,
                "No coordinator at '%s' knows the query any more: the one that had it is gone"
                    .formatted(options.getAddress())));
          }
        }));
  }

  private void first(AsyncResult<Message<Object>> reply) {
    vertx.cancelTimer(signOfLifeTimer);
    if (reply.succeeded()) {
      try {
        cursor = PageHeader.ofHeaders(reply.result().headers()).cursor().orElse(null);
      } catch (SluiceException unknown) {
        fail(unknown);
        return;
      }
    }
    if (isOver) {
      return;
    }
    if (cursor != null) {
      long interval = Math.max(1, cursor.timeoutMillis() / SIGNS_OF_LIFE_PER_TIMEOUT);
      signOfLifeTimer =
          vertx.setPeriodic(interval, due -> context.runOnContext(turn -> giveSignOfLife()));
    }
    arrived(options.getAddress(), reply);
  }

  private void arrived(String address, AsyncResult<Message<Object>> reply) {
    if (isOver) {
      return;
    }
    if (reply.failed()) {
      fail(QueryFailure.toException(reply.cause(), address));
      return;
    }
    try {
      Page page = Page.of(reply.result());
      if (page.header().offset() != received) {
        throw new SluiceException(
            ErrorCode.EXCHANGE_ERROR,
            "Rows from %d to %d of the result were lost on their way"
                .formatted(received, page.header().offset()));
      }
      take(page);
    } catch (SluiceException corrupt) {
      fail(corrupt);
    }
  }

  private void take(Page page) {
    received = page.header().totalRows();
    unconsumed++;
    if (page.header().isEnd()) {
      end();
    } else if (cursor == null) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR, "The coordinator's reply has neither an end nor a cursor");
    } else {
      fetch();
    }
    listener.onPage(page);
  }

  @Override
  public void consumed() {
    unconsumed--;
    fetch();
  }

  private void fetch() {
    PageHeader.Cursor place = cursor;
    while (place != null && !isOver && fetching + unconsumed < options.getPrefetchPages()) {
      fetching++;
      JsonObject body = new CursorRequest.Fetch(options.getFetchRows()).toJson();
      send(place.address(), body, options.getTimeoutMillis()).onComplete(reply -> {
        fetching--;
        arrived(place.address(), reply);
      });
    }
  }

  private void giveSignOfLife() {
    PageHeader.Cursor place = cursor;
    if (isOver || place == null) {
      return;
    }
    JsonObject body = new CursorRequest.Fetch(0).toJson();
    send(place.address(), body, options.getSignOfLifeTimeoutMillis()).onFailure(failure -> {
      if (!isOver) {
        fail(QueryFailure.toException(failure, place.address()));
      }
    });
  }

  private void fail(SluiceException failure) {
    if (!isOver) {
      end();
      cancelCursor();
      listener.onFailure(failure);
    }
  }

  private void end() {
    isOver = true;
    vertx.cancelTimer(signOfLifeTimer);
  }

  @Override
  public Future<Void> cancel() {
    if (isOver) {
      return Future.succeededFuture();
    }
    end();
    if (!isStarted) {
      return Future.succeededFuture();
    }
    if (cursor != null) {
      return cancelCursor();
    }
    cancel(vertx, options.getAddress(), queryId);
    return firstAnswer.future().compose(answered -> cancelCursor());
  }

  private Future<Void> cancelCursor() {
    PageHeader.Cursor place = cursor;
    cursor = null;
    return place == null
        ? Future.succeededFuture()
        : send(
                place.address(),
                new CursorRequest.Cancel().toJson(),
                options.getSignOfLifeTimeoutMillis())
            .transform(answered -> Future.<Void>succeededFuture());
  }

  /** Ends a query on whichever coordinator it runs. */
  static void cancel(Vertx vertx, String address, QueryId queryId) {
    vertx
        .eventBus()
        .publish(address + ".cancel", new JsonObject().put("queryId", queryId.toString()));
  }
}
