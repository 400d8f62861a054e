package io.sluice.operator.join;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.BackgroundWork;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.OperatorMetrics;
import io.sluice.plan.Poll;
import io.sluice.plan.TaskContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The build side that all partitions of a task probe: built once, as work of its own, and given back when the last of them is closed or the task
 * ends.
 *
 * <p>{@link #start}, {@link #whenBuilt} and {@link #release} are thread-safe; the rest belongs to the driver of the work.
 */
final class SharedBuild<T> implements BackgroundWork {
  private final String name;
  private final Function<MemoryReservation, Building<T>> begin;
  private final AtomicInteger readersLeft;
  private final Promise<T> built = Promise.promise();
  private final Promise<Void> unused = Promise.promise();
  private boolean isStarted;
  private @Nullable MemoryReservation reservation;
  private @Nullable Building<T> build;
  private OperatorMetrics metrics = OperatorMetrics.NONE;

  /**
   * @param name for messages
   * @param begin opens the input
   * @param readerCount how many streams will call {@link #release}
   */
  SharedBuild(String name, Function<MemoryReservation, Building<T>> begin, int readerCount) {
    this.name = name;
    this.begin = begin;
    readersLeft = new AtomicInteger(readerCount);
  }

  /** Starts the work at the first call. */
  synchronized void start(TaskContext context) {
    if (!isStarted) {
      isStarted = true;
      MemoryReservation memory = context.reserve(name);
      try {
        build = begin.apply(memory);
      } catch (RuntimeException e) {
        memory.close();
        throw e;
      }
      reservation = memory;
      metrics = context.metrics().current();
      context.spawn(name, this);
    }
  }

  Future<T> whenBuilt() {
    return built.future();
  }

  /** A reader needs the build side no longer. */
  void release() {
    if (readersLeft.decrementAndGet() == 0) {
      unused.complete();
    }
  }

  @Override
  public Poll poll() {
    if (unused.future().isComplete()) {
      return Poll.END;
    }
    Building<T> building = build;
    if (building != null && !built.future().isComplete()) {
      try {
        Poll poll = metrics.timed(OperatorMetric.BUILD_TIME, building::poll);
        if (!(poll instanceof Poll.End)) {
          return poll;
        }
        built.complete(building.result());
      } catch (RuntimeException e) {
        built.tryFail(e);
        throw e;
      }
    }
    return Poll.pending(unused.future());
  }

  @Override
  public void close() {
    built.tryFail(new SluiceException(
        ErrorCode.CANCELLED, "The task ended before the build side of a join was complete"));
    try {
      if (build != null) {
        build.close();
      }
    } finally {
      if (reservation != null) {
        reservation.close();
      }
    }
  }
}
