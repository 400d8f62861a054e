package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts a result into pages: pulls no batch that no page asks for. For one result, which it does not close; one call at a time. */
final class ResultPages {
  private final QueryResult result;
  private final long maxRows;
  private @Nullable RecordBatch batch;
  private int position;
  private long rowCount;
  private boolean isEnd;
  private boolean isTruncated;

  /**
   * @param maxRows how many rows all pages may have together
   */
  ResultPages(QueryResult result, long maxRows) {
    this.result = result;
    this.maxRows = maxRows;
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
   * @return completes when it is full or no row follows, on any thread; fails as the query does, or with what the page throws
   */
  Future<Void> fill(ReplyPage page) {
    Filling filling = new Filling(page);
    filling.run();
    return filling.done.future();
  }

  /** Goes on without recursion when batches are there already. */
  private final class Filling {
    private final ReplyPage page;
    private final Promise<Void> done = Promise.promise();

    Filling(ReplyPage page) {
      this.page = page;
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
        Future<Optional<RecordBatch>> next = result.next();
        if (!next.isComplete()) {
          next.onComplete(arrived -> {
            if (take(next)) {
              run();
            }
          });
          return;
        }
        goesOn = take(next);
      }
    }

    private boolean take(Future<Optional<RecordBatch>> next) {
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
