package io.sluice.operator.join;

import io.sluice.memory.MemoryReservation;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Poll;
import io.sluice.plan.TaskContext;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a probing stream gets its build side: built by itself, or shared with the other partitions. Owned by one driver. */
sealed interface BuildSource<T> {
  /** Answers pending until the build side is there, then the end. */
  Poll poll();

  T result();

  /** Gives back what is held for this stream. */
  void close();

  /**
   * The build side of a node that all its partitions in a task share.
   *
   * @param node which node it belongs to
   * @param left its left input
   * @param partitionCount how many partitions will close their source
   * @param begin opens the left input
   */
  static <T> BuildSource<T> shared(
      ExecutionPlan node,
      ExecutionPlan left,
      int partitionCount,
      String name,
      Function<MemoryReservation, Building<T>> begin,
      TaskContext context) {
    if (left.partitionCount() != 1) {
      throw new IllegalStateException(
          "a join that collects its left input got it in " + left.partitionCount() + " partitions");
    }
    SharedBuild<T> build =
        context.shared(node, () -> new SharedBuild<T>(name, begin, partitionCount));
    build.start(context);
    return new Shared<>(build);
  }

  /** The left partition of the same number, read by the stream itself. */
  final class Own<T> implements BuildSource<T> {
    private final Building<T> build;
    private final MemoryReservation reservation;

    Own(Building<T> build, MemoryReservation reservation) {
      this.build = build;
      this.reservation = reservation;
    }

    @Override
    public Poll poll() {
      return build.poll();
    }

    @Override
    public T result() {
      return build.result();
    }

    @Override
    public void close() {
      try {
        build.close();
      } finally {
        reservation.close();
      }
    }
  }

  /** The only left partition, read once for the task. */
  final class Shared<T> implements BuildSource<T> {
    private final SharedBuild<T> build;
    private final Future<Void> whenBuilt;

    Shared(SharedBuild<T> build) {
      this.build = build;
      whenBuilt = build.whenBuilt().mapEmpty();
    }

    @Override
    public Poll poll() {
      Future<T> built = build.whenBuilt();
      if (built.failed()) {
        throw failure(built.cause());
      }
      return built.succeeded() ? Poll.END : Poll.pending(whenBuilt);
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
      return cause instanceof RuntimeException exception
          ? exception
          : new IllegalStateException("the build side failed", cause);
    }

    @Override
    public T result() {
      return build.whenBuilt().result();
    }

    @Override
    public void close() {
      build.release();
    }
  }
}
