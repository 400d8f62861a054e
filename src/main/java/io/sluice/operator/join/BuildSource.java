package io.sluice.operator.join;

import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Where a probing stream gets its build side: built by itself, or shared with the other partitions. Owned by one driver. */
sealed interface BuildSource {
  /** Answers pending until the build side is there, then the end. */
  Poll poll();

  BuildSide result();

  /** Gives back what is held for this stream. */
  void close();

  /** The left partition of the same number, read by the stream itself. */
  final class Own implements BuildSource {
    private final JoinBuild build;
    private final MemoryReservation reservation;

    Own(JoinBuild build, MemoryReservation reservation) {
      this.build = build;
      this.reservation = reservation;
    }

    @Override
    public Poll poll() {
      return build.poll();
    }

    @Override
    public BuildSide result() {
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
  final class Shared implements BuildSource {
    private final SharedBuild build;
    private final Future<Void> whenBuilt;

    Shared(SharedBuild build) {
      this.build = build;
      whenBuilt = build.whenBuilt().mapEmpty();
    }

    @Override
    public Poll poll() {
      Future<BuildSide> built = build.whenBuilt();
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
    public BuildSide result() {
      return build.whenBuilt().result();
    }

    @Override
    public void close() {
      build.release();
    }
  }
}
