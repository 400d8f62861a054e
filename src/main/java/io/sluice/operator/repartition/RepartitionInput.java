package io.sluice.operator.repartition;

import io.sluice.error.SluiceException;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.PendingSet;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.vertx.core.Future;

/** Polls one input and routes its rows into the queues, as long as there is room and somebody who wants them. */
final class RepartitionInput implements BackgroundWork {
  private static final int INPUT = 0;
  private static final int STOP = 1;

  private final RecordBatchStream input;
  private final BatchRouter router;
  private final BatchQueues queues;
  private final PendingSet pending = new PendingSet(2);
  private boolean isLast;
  private boolean isDone;

  RepartitionInput(RecordBatchStream input, BatchRouter router, BatchQueues queues) {
    this.input = input;
    this.router = router;
    this.queues = queues;
  }

  @Override
  public Poll poll() {
    try {
      return advance();
    } catch (Throwable failure) {
      SluiceException cause = SluiceException.of(failure);
      if (queues.isStopped()) {
        isDone = true;
        return Poll.END;
      }
      queues.fail(cause);
      throw cause;
    }
  }

  private Poll advance() {
    while (!queues.isStopped() && !isDone) {
      Future<Void> obstacle = isLast ? queues.awaitDrained() : queues.awaitRoom();
      if (obstacle != null) {
        return Poll.pending(obstacle);
      }
      if (isLast) {
        break;
      }
      Poll poll = input.poll();
      if (poll instanceof Poll.Ready ready) {
        router.route(ready.batch());
        if (CooperativeThread.shouldYield()) {
          return Poll.YIELD;
        }
      } else if (poll instanceof Poll.Pending waiting) {
        pending.set(INPUT, waiting.whenReady());
        pending.set(STOP, queues.whenStopped());
        return pending.whenAnyReady();
      } else {
        router.finish();
        isLast = queues.finishInput();
        isDone = !isLast;
      }
    }
    isDone = true;
    return Poll.END;
  }

  @Override
  public void close() {
    try {
      input.close();
    } finally {
      router.close();
      queues.inputClosed(isDone);
    }
  }
}
