package io.sluice.sql.optimizer;

import io.sluice.config.Clock;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import org.apache.calcite.plan.RelOptCluster;

/** When the planning of one query has to be over. Asked between the steps of planning, and at each rule that is tried. */
public final class PlanningDeadline {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Clock clock;
  private final long timeoutMillis;
  private final long startNanos;

  /** Begins now. */
  public PlanningDeadline(Clock clock, long timeoutMillis) {
    this.clock = clock;
    this.timeoutMillis = timeoutMillis;
    this.startNanos = clock.nanoTime();
  }

  static PlanningDeadline of(RelOptCluster cluster) {
    return cluster.getPlanner().getContext().unwrapOrThrow(PlanningDeadline.class);
  }

  /**
   * Ends the planning that took too long.
   *
   * @param step what is about to be done, for the message: {@code ordering joins}
   * @throws SluiceException of code QUERY_TIMEOUT
   */
  public void check(String step) {
    if ((clock.nanoTime() - startNanos) / NANOS_PER_MILLI >= timeoutMillis) {
      throw new SluiceException(
          ErrorCode.QUERY_TIMEOUT,
          "Planning stopped after %d milliseconds (planning.timeout) while %s; simplify the query or raise the option"
              .formatted(timeoutMillis, step));
    }
  }
}
