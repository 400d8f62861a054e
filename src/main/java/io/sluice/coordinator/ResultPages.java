package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Cuts a result into pages: pulls no batch that no page asks for. For one result, which it does not close; one call at a time. */
final class ResultPages {
  private final QueryResult result;
  private final long maxRows;
  private final Patience patience;
  private @Nullable RecordBatch batch;
  private @Nullable Future<Optional<RecordBatch>> asked;
  private int position;
  private long rowCount;
  private boolean isEnd;
  private boolean isTruncated;

  /** Calls back when a page that has rows has waited long enough for more. */
  interface Patience {
    /** For pages that wait until they are full. */
    Patience ENDLESS = exhausted -> () -> {};

    /** Answers what ends the wait before. */
    Runnable wait(Runnable exhausted);

    static Patience of(Vertx vertx, long millis) {
      return exhausted -> {
        long timer = vertx.setTimer(millis, expired -> exhausted.run());
        return () -> vertx.cancelTimer(timer);
      };
    }
  }

  /**
   * @param maxRows how many rows all pages may have together
   */
  ResultPages(QueryResult result, long maxRows, Patience patience) {
    this.result = result;
    this.maxRows = maxRows;
    this.patience = patience;
  }

  QueryResult result() {
    return result;
  }

  /** The rows of all pages so far. */
  long rowCount() {
    return rowCount;
  }

  /** Whether no other page follows. Not told before somebody has asked for a row behind the last one. */
  boolean isEnd() {
    return isEnd;
  }

  /** Whether the result has more rows than the pages may have. */
  boolean isTruncated() {
    return isTruncated;
  }

  /**
   * Fills a page.
   *
   * @return completes when it is full, has rows and has waited long enough, or no row follows, on any thread; fails as the query does, or with what the page throws
   */
  Future<Void> fill(RowPage page) {
    Filling filling = new Filling(page);
    filling.run();
    return filling.done.future();
  }

  /** Goes on without recursion when batches are there already. */
  private final class Filling {
    private final RowPage page;
    private final Promise<Void> done = Promise.promise();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean hasWaitedEnough;
    private @Nullable Runnable stopWaiting;

    Filling(RowPage page) {
      this.page = page;
      done.future().onComplete(filled -> {
        if (stopWaiting != null) {
          stopWaiting.run();
        }
      });
    }

    void run() {
      boolean goesOn = !page.isFull() && !isEnd;
      if (!goesOn) {
        done.complete();
      }
      while (goesOn) {
        if (batch != null && position < batch.rowCount()) {
          goesOn = takeRows(batch);
          continue;
        }
        Future<Optional<RecordBatch>> next = asked == null ? result.next() : asked;
        asked = next;
        if (!next.isComplete()) {
          await(next);
          return;
        }
        goesOn = take(next);
      }
    }

    /** The time that a page waits counts from its first row, however the others come. */
    private void await(Future<Optional<RecordBatch>> next) {
      if (page.rowCount() > 0 && stopWaiting == null) {
        stopWaiting = patience.wait(this::waitedEnough);
      }
      waiting.set(true);
      if (hasWaitedEnough) {
        waitedEnough();
      }
      next.onComplete(arrived -> {
        if (waiting.compareAndSet(true, false) && take(next)) {
          run();
        }
      });
    }

    private void waitedEnough() {
      hasWaitedEnough = true;
      if (waiting.compareAndSet(true, false)) {
        done.complete();
      }
    }

    private boolean take(Future<Optional<RecordBatch>> next) {
      asked = null;
      batch = null;
      if (next.failed()) {
        done.fail(next.cause());
        return false;
      }
      if (next.result().isEmpty()) {
        isEnd = true;
        done.complete();
        return false;
      }
      batch = next.result().get();
      position = 0;
      return true;
    }

    private boolean takeRows(RecordBatch rows) {
      if (rowCount == maxRows) {
        isTruncated = true;
        isEnd = true;
        done.complete();
        return false;
      }
      try {
        int count = (int) Math.min(rows.rowCount() - position, maxRows - rowCount);
        int taken = page.append(rows, position, count);
        position += taken;
        rowCount += taken;
      } catch (Throwable failure) {
        done.fail(failure);
        return false;
      }
      if (page.isFull()) {
        done.complete();
        return false;
      }
      return true;
    }
  }
}
