package io.sluice.cli.query;

import io.vertx.core.Future;

/**
 * Where statements run. The statements of one connection are a session: each sees what {@code SET}, {@code USE}, {@code PREPARE} and {@code SET VARIABLE} before it
 * did. Used by one thread, and one statement at a time.
 */
public interface SqlConnection extends AutoCloseable {
  /** Begins to run the statements of a text in order; the result is that of the last one. */
  RunningQuery start(String sql);

  /**
   * The text of the last statement's distributed plan, which ends with a newline, after the statements before it were run.
   *
   * @return fails with a {@link io.sluice.error.SluiceException}
   */
  Future<String> distributedPlan(String sql);

  /** Where it is, for people: {@code embedded engine with 4 workers}. */
  String description();

  /** Ends what still runs. Blocks. */
  @Override
  void close();
}
