package io.sluice.cli;

import io.sluice.error.SluiceException;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/** Where statements run: in this process, or on a cluster. Its methods block and are called by one thread. */
interface QueryRunner extends AutoCloseable {
  /**
   * Runs the statements of a text in order and prints the result of the last one as it comes.
   *
   * @throws io.sluice.error.SluiceException when a statement fails
   * @throws IOException when nobody takes the output any more
   */
  void run(String sql, ResultPrinter printer) throws IOException;

  /**
   * The text of the last statement's distributed plan, after the statements before it were run.
   *
   * @throws io.sluice.error.SluiceException when a statement fails
   */
  String distributedPlan(String sql);

  @Override
  void close();

  /** Waits on the command line's own thread. */
  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw SluiceException.of(e.getCause() == null ? e : e.getCause());
    }
  }
}
