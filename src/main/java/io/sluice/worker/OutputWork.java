package io.sluice.worker;

import io.sluice.exchange.Admission;
import io.sluice.exchange.TaskOutput;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Moves the batches of one partition of a task's plan to the task's output, as long as the output takes them. */
final class OutputWork implements BackgroundWork {
  private final ExecutionPlan plan;
  private final int partition;
  private final TaskContext context;
  private final TaskOutput output;
  private @Nullable RecordBatchStream stream;

  OutputWork(ExecutionPlan plan, int partition, TaskContext context, TaskOutput output) {
    this.plan = plan;
    this.partition = partition;
    this.context = context;
    this.output = output;
  }

  @Override
  public Poll poll() {
    if (stream == null) {
      stream = plan.open(partition, context);
    }
    Admission admission = output.admission(partition);
    while (admission instanceof Admission.Open) {
      Poll poll = stream.poll();
      if (poll instanceof Poll.Ready ready) {
        admission =
            ready.batch().rowCount() == 0 ? admission : output.offer(partition, ready.batch());
      } else if (poll instanceof Poll.Pending pending) {
        return pendingOrClosed(pending);
      } else {
        output.end(partition);
        return Poll.END;
      }
      if (CooperativeThread.shouldYield()) {
        return Poll.YIELD;
      }
    }
    return admission instanceof Admission.Full full ? Poll.pending(full.whenRoom()) : Poll.END;
  }

  /** Waits for the stream, unless nobody wants its batches any more. */
  private Poll pendingOrClosed(Poll.Pending pending) {
    Future<Void> whenClosed = output.whenClosed(partition);
    return whenClosed.isComplete() ? Poll.END : pending;
  }

  @Override
  public void close() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }
}
