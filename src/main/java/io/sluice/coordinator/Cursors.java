package io.sluice.coordinator;

import io.sluice.coordinator.message.PageHeader;
import io.sluice.coordinator.message.ReplyForm;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cursors of a coordinator, each at an address of its own. One that is over keeps its address for another cursor timeout, to say why it is over; of those there are
 * no more than may be open. Thread-safe.
 */
final class Cursors {
  private final Vertx vertx;
  private final String addressPrefix;
  private final QueryBounds bounds;

  // Guarded by this.
  private final Set<Place> open = new HashSet<>();
  private final Queue<Place> over = new ArrayDeque<>();
  private boolean isClosed;

  /** A cursor and the address where it listens. */
  private static final class Place {
    private final Context context;
    private @Nullable Cursor cursor;
    private @Nullable MessageConsumer<Object> consumer;
    private long expiryTimer = -1;

    Place(Context context) {
      this.context = context;
    }

    Future<Void> unregister() {
      return consumer == null ? Future.succeededFuture() : consumer.unregister();
    }
  }

  /**
   * @param addressPrefix what the addresses of all cursors begin with
   */
  Cursors(Vertx vertx, String addressPrefix, QueryBounds bounds) {
    this.vertx = vertx;
    this.addressPrefix = addressPrefix;
    this.bounds = bounds;
  }

  /**
   * Opens a cursor for the rest of a result.
   *
   * @param name the end of its address, which nobody can guess
   * @param pages of the result, which the cursor closes
   * @return where it is fetched from, once all members of the cluster can; fails with TOO_MANY_QUERIES, and then the result is the caller's to close
   */
  Future<PageHeader.Cursor> open(String name, ResultPages pages, ReplyForm.Encoding encoding) {
    Place place = new Place(((VertxInternal) vertx).createEventLoopContext());
    synchronized (this) {
      if (isClosed) {
        return Future.failedFuture(stopped());
      }
      if (open.size() >= bounds.maxCursors()) {
        return Future.failedFuture(
            new SluiceException(
                ErrorCode.TOO_MANY_QUERIES,
                bounds.maxCursors()
                    + " cursors are open, as many as coordinator.max_queries allows; try again when one has ended"));
      }
      open.add(place);
    }
    String address = addressPrefix + name;
    Promise<PageHeader.Cursor> opened = Promise.promise();
    place.context.runOnContext(turn -> {
      Cursor cursor =
          new Cursor(vertx, place.context, pages, encoding, bounds, () -> keepOver(place));
      MessageConsumer<Object> consumer = vertx.eventBus().consumer(address, cursor::handle);
      place.cursor = cursor;
      place.consumer = consumer;
      if (isClosed()) {
        cursor.end(stopped());
      }
      consumer
          .completion()
          .map(new PageHeader.Cursor(address, bounds.cursorTimeoutMillis()))
          .onSuccess(registered -> cursor.open())
          .onFailure(failure -> cursor.end(SluiceException.of(failure)))
          .onComplete(opened);
    });
    return opened.future();
  }

  private synchronized boolean isClosed() {
    return isClosed;
  }

  /** On the event loop of the cursor. */
  private void keepOver(Place place) {
    Place oldest = null;
    synchronized (this) {
      open.remove(place);
      if (!isClosed) {
        over.add(place);
        oldest = over.size() > bounds.maxCursors() ? over.remove() : null;
      }
    }
    if (oldest != null) {
      forget(oldest);
    }
    place.expiryTimer = vertx.setTimer(bounds.cursorTimeoutMillis(), expired -> expire(place));
  }

  private void expire(Place place) {
    synchronized (this) {
      over.remove(place);
    }
    place.unregister();
  }

  private void forget(Place place) {
    place.context.runOnContext(turn -> {
      vertx.cancelTimer(place.expiryTimer);
      place.unregister();
    });
  }

  private static SluiceException stopped() {
    return new SluiceException(
        ErrorCode.COORDINATOR_LOST, "The coordinator of the cursor was stopped");
  }

  /** Ends all cursors. Completes when nothing of their queries is left. */
  Future<Void> close() {
    List<Place> all;
    synchronized (this) {
      isClosed = true;
      all = new ArrayList<>(open);
      all.addAll(over);
    }
    return Future.join(all.stream().map(this::end).toList()).mapEmpty();
  }

  private Future<Void> end(Place place) {
    Promise<Void> ended = Promise.promise();
    place.context.runOnContext(turn -> {
      Cursor cursor = place.cursor;
      Future<Void> over = cursor == null ? Future.succeededFuture() : cursor.end(stopped());
      vertx.cancelTimer(place.expiryTimer);
      over.eventually(place::unregister).onComplete(ended);
    });
    return ended.future();
  }
}
