package io.sluice.worker;

import io.sluice.config.SessionOptions;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import io.vertx.core.Vertx;

/** Ends the time in which the scans of a task wait for the runtime filters of other stages. */
public final class FilterTimer {
  private FilterTimer() {}

  /** Starts it for a task that is about to start. */
  public static void start(Vertx vertx, TaskExecution execution) {
    RuntimeFilters filters = execution.runtimeFilters();
    long maxWait = execution.config().get(SessionOptions.RUNTIME_FILTER_MAX_WAIT);
    if (maxWait == 0) {
      filters.stopWaiting();
    } else if (filters.isAwaiting()) {
      long timer = vertx.setTimer(maxWait, expired -> filters.stopWaiting());
      execution.whenEnded().onComplete(ended -> vertx.cancelTimer(timer));
    }
  }
}
