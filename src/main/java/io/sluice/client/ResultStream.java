package io.sluice.client;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.type.Schema;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query as they come, one by one or in batches. The query is sent when a handler is set; while the stream is paused, no more is fetched than
 * {@link SluiceClientOptions#setPrefetchPages} says, and the query's producers stop.
 *
 * <p>Handlers are called on the context that made the stream, one at a time. Behind the elements comes either the end or one exception, a {@link SluiceException}, also
 * when the stream is paused as long as no element is left; a handler for them that is set later still hears of it. After {@link #close} nothing is called.
 * Thread-safe.
 */
public final class ResultStream<T> implements ReadStream<T> {
  /** Elements given before others on the event loop have their turn. */
  private static final int ELEMENTS_PER_TURN = 1_024;

  private final ContextInternal context;
  private final QueryId queryId;
  private final Function<Page, Iterator<T>> elements;
  private final PageSource source;
  private final Promise<Schema> schema = Promise.promise();

  // Guarded by this.
  private final Queue<Iterator<T>> pages = new ArrayDeque<>();
  private @Nullable Handler<T> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private long demand = Long.MAX_VALUE;
  private boolean isStarted;
  private boolean isEnded;
  private boolean isTruncated;
  private boolean isTold;
  private boolean isClosed;
  private boolean isScheduled;
  private @Nullable SluiceException failure;

  /** Makes the source of a stream's pages. */
  interface Sources {
    PageSource open(Context context, PageSource.Listener listener);
  }

  ResultStream(
      Vertx vertx, QueryId queryId, Sources sources, Function<Page, Iterator<T>> elements) {
    this.context = ((VertxInternal) vertx).getOrCreateContext();
    this.queryId = queryId;
    this.elements = elements;
    this.source = sources.open(context, new Pages());
  }

  private final class Pages implements PageSource.Listener {
    @Override
    public void onPage(Page page) {
      synchronized (ResultStream.this) {
        if (!isClosed) {
          pages.add(elements.apply(page));
        }
        isEnded = page.header().isEnd();
        isTruncated = page.header().isTruncated();
      }
      schema.tryComplete(page.schema());
      give();
    }

    @Override
    public void onFailure(SluiceException cause) {
      synchronized (ResultStream.this) {
        failure = cause;
      }
      schema.tryFail(cause);
      give();
    }
  }

  /** The name of the query, to look for it on its coordinator. */
  public QueryId queryId() {
    return queryId;
  }

  /** The columns: complete when the first rows or the end of the query have come, failed if the query has. */
  public Future<Schema> schema() {
    return schema.future();
  }

  /** Whether the query had more rows than the request's {@code maxRows}; known at the end. */
  public synchronized boolean isTruncated() {
    return isTruncated;
  }

  @Override
  public ResultStream<T> handler(@Nullable Handler<T> newHandler) {
    boolean starts;
    synchronized (this) {
      handler = newHandler;
      starts = newHandler != null && !isStarted && !isClosed;
      isStarted |= starts;
    }
    if (starts) {
      context.runOnContext(turn -> source.start());
    }
    schedule();
    return this;
  }

  @Override
  public ResultStream<T> exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    synchronized (this) {
      exceptionHandler = newHandler;
    }
    schedule();
    return this;
  }

  @Override
  public ResultStream<T> endHandler(@Nullable Handler<Void> newHandler) {
    synchronized (this) {
      endHandler = newHandler;
    }
    schedule();
    return this;
  }

  @Override
  public synchronized ResultStream<T> pause() {
    demand = 0;
    return this;
  }

  @Override
  public ResultStream<T> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public ResultStream<T> fetch(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("amount must not be negative: " + amount);
    }
    synchronized (this) {
      demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    }
    schedule();
    return this;
  }

  /**
   * Ends the query if it still runs. No handler is called any more, but one that is running.
   *
   * @return completes when the coordinator has ended the query, or cannot be reached
   */
  public Future<Void> close() {
    synchronized (this) {
      isClosed = true;
      pages.clear();
    }
    schema.tryFail(new SluiceException(ErrorCode.CANCELLED, "The stream was closed"));
    Promise<Void> closed = context.promise();
    context.runOnContext(turn -> source.cancel().onComplete(closed));
    return closed.future();
  }

  /** Gives elements in a turn of the context, where handlers are not called from within other handlers. */
  private void schedule() {
    synchronized (this) {
      if (isScheduled || isClosed) {
        return;
      }
      isScheduled = true;
    }
    context.runOnContext(turn -> {
      synchronized (this) {
        isScheduled = false;
      }
      give();
    });
  }

  /** On the context. */
  private void give() {
    for (int i = 0; i < ELEMENTS_PER_TURN; i++) {
      T element;
      Handler<T> receiver;
      synchronized (this) {
        dropConsumedPages();
        Iterator<T> page = pages.peek();
        receiver = handler;
        if (isClosed || page == null || demand == 0 || receiver == null) {
          break;
        }
        demand -= demand == Long.MAX_VALUE ? 0 : 1;
        element = page.next();
      }
      context.dispatch(element, receiver);
    }
    synchronized (this) {
      dropConsumedPages();
    }
    tellEnd();
    if (hasWork()) {
      schedule();
    }
  }

  private synchronized boolean hasWork() {
    return !isClosed && !pages.isEmpty() && demand > 0 && handler != null;
  }

  private void dropConsumedPages() {
    for (Iterator<T> page = pages.peek(); page != null && !page.hasNext(); page = pages.peek()) {
      pages.remove();
      source.consumed();
    }
  }

  private void tellEnd() {
    Handler<Void> end = null;
    Handler<Throwable> exception = null;
    SluiceException cause;
    synchronized (this) {
      cause = failure;
      if (isClosed || isTold || !pages.isEmpty()) {
        return;
      }
      if (cause != null) {
        exception = exceptionHandler;
      } else if (isEnded) {
        end = endHandler;
      }
      isTold = exception != null || end != null;
    }
    if (exception != null) {
      context.dispatch(requireNonNull(cause), exception);
    } else if (end != null) {
      context.dispatch(null, end);
    }
  }
}
