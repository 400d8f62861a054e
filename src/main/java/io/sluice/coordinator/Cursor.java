package io.sluice.coordinator;

import io.sluice.coordinator.message.CursorRequest;
import io.sluice.coordinator.message.PageHeader;
import io.sluice.coordinator.message.QueryFailure;
import io.sluice.coordinator.message.ReplyForm;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A result that one client reads page by page. Fetches are answered one after the other, in their order; while there is none, nothing is pulled from the query. It
 * ends with its last page, by a failure, by a cancellation, or when no message comes for too long; from then on each fetch gets the reason. All on one event loop.
 */
final class Cursor {
  private final Vertx vertx;
  private final Context context;
  private final ResultPages pages;
  private final ReplyForm.Encoding encoding;
  private final QueryBounds bounds;
  private final Runnable onOver;

  private final Queue<Fetch> waiting = new ArrayDeque<>();
  private boolean isReading;
  private @Nullable Long idleTimer;
  private @Nullable SluiceException over;
  private Future<Void> closed = Future.succeededFuture();

  private record Fetch(Message<Object> request, int rows) {}

  /**
   * @param context of the event loop
   * @param pages of the result, which it closes
   * @param onOver called once, on the event loop
   */
  Cursor(
      Vertx vertx,
      Context context,
      ResultPages pages,
      ReplyForm.Encoding encoding,
      QueryBounds bounds,
      Runnable onOver) {
    this.vertx = vertx;
    this.context = context;
    this.pages = pages;
    this.encoding = encoding;
    this.bounds = bounds;
    this.onOver = onOver;
  }

  /** Begins to wait for the first message. */
  void open() {
    if (over == null) {
      restartIdleTimer();
    }
  }

  /** Answers a message of the client. */
  void handle(Message<Object> message) {
    try {
      CursorRequest request = CursorRequest.fromBody(message.body());
      if (request instanceof CursorRequest.Fetch fetch) {
        fetch(new Fetch(message, fetch.rows()));
      } else {
        cancel(message);
      }
    } catch (SluiceException refused) {
      QueryFailure.of(refused).replyTo(message);
    }
  }

  private void fetch(Fetch fetch) {
    if (over != null) {
      throw over;
    }
    if (fetch.rows() == 0) {
      long offset = pages.rowCount();
      page(0).replyPage(fetch.request(), header(offset, 0, false));
      if (!isReading) {
        restartIdleTimer();
      }
      return;
    }
    if (waiting.size() == bounds.maxFetches()) {
      throw new SluiceException(
          ErrorCode.INVALID_REQUEST,
          bounds.maxFetches()
              + " fetches of this cursor wait already, as many as coordinator.max_fetches allows; wait for a page");
    }
    waiting.add(fetch);
    readNext();
  }

  private void readNext() {
    Fetch fetch = waiting.peek();
    if (isReading || over != null) {
      return;
    }
    if (fetch == null) {
      restartIdleTimer();
      return;
    }
    stopIdleTimer();
    isReading = true;
    ReplyPage page = page(fetch.rows());
    long offset = pages.rowCount();
    pages
        .fill(page)
        .onComplete(filled -> context.runOnContext(turn -> filled(page, offset, filled)));
  }

  private ReplyPage page(int rows) {
    return ReplyPage.begin(encoding, pages.result().schema(), false, bounds.page(rows));
  }

  private PageHeader header(long offset, int rowCount, boolean isEnd) {
    return new PageHeader(
        pages.result().id(),
        offset,
        rowCount,
        isEnd,
        isEnd && pages.isTruncated(),
        Optional.empty());
  }

  private void filled(ReplyPage page, long offset, AsyncResult<Void> filled) {
    isReading = false;
    if (over != null) {
      return;
    }
    if (filled.failed()) {
      end(SluiceException.of(filled.cause()));
      return;
    }
    Fetch fetch = waiting.remove();
    page.replyPage(fetch.request(), header(offset, page.rowCount(), pages.isEnd()));
    if (pages.isEnd()) {
      end(new SluiceException(
          ErrorCode.CURSOR_CLOSED,
          "The cursor is over: all " + pages.rowCount() + " rows have been fetched"));
    } else {
      readNext();
    }
  }

  private void cancel(Message<Object> message) {
    boolean isFirst = over == null;
    end(new SluiceException(ErrorCode.CANCELLED, "The query was cancelled"));
    closed.onComplete(ended -> message.reply(new JsonObject().put("cancelled", isFirst)));
  }

  /**
   * Ends the query, unless the cursor is over already.
   *
   * @param cause what fetches get from now on
   * @return completes when nothing of the query is left
   */
  Future<Void> end(SluiceException cause) {
    if (over == null) {
      over = cause;
      stopIdleTimer();
      closed = pages.result().close();
      waiting.forEach(fetch -> QueryFailure.of(cause).replyTo(fetch.request()));
      waiting.clear();
      onOver.run();
    }
    return closed;
  }

  private void restartIdleTimer() {
    stopIdleTimer();
    idleTimer = vertx.setTimer(
        bounds.cursorTimeoutMillis(),
        expired -> end(new SluiceException(
            ErrorCode.CURSOR_CLOSED,
            "The cursor was closed because no message came for the %d ms that coordinator.cursor_timeout allows; {\"fetch\": 0} keeps it open"
                .formatted(bounds.cursorTimeoutMillis()))));
  }

  private void stopIdleTimer() {
    if (idleTimer != null) {
      vertx.cancelTimer(idleTimer);
      idleTimer = null;
    }
  }
}
