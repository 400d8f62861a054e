package io.sluice.cli.query;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures on the command line's own thread. Never on an event loop. */
public final class Waiting {
  /** About how often a tick comes. */
  public static final long TICK_MILLIS = 50;

  private Waiting() {}

  /**
   * Waits.
   *
   * @throws SluiceException when the future fails
   */
  public static <T> T await(Future<T> future) {
    return await(future, () -> {});
  }

  /**
   * The same.
   *
   * @param tick called about every {@value #TICK_MILLIS} milliseconds while it waits; what it throws ends the wait
   */
  public static <T> T await(Future<T> future, Runnable tick) {
    CompletableFuture<T> waited = future.toCompletionStage().toCompletableFuture();
    while (true) {
      try {
        return waited.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        tick.run();
      } catch (ExecutionException e) {
        throw SluiceException.of(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SluiceException(ErrorCode.CANCELLED, "The query was interrupted", e);
      }
    }
  }
}
